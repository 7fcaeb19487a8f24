def interaction(accuracy):

    total = 0.0
    for d in range(2):
        for c in range(2):
            for l in range(2):
                total += (-1) ** (3 - d - c - l) * accuracy[d][c][l]
    return total
