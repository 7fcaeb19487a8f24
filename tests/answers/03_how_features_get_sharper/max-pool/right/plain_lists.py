def max_pool(maps, k):
    result = []
    for picture in maps.tolist():
        result.append([])
        for channel in picture:
            rows = []
            for i in range(len(channel) // k):
                rows.append([max(channel[i * k + a][j * k + b] for a in range(k) for b in range(k))
                             for j in range(len(channel[0]) // k)])
            result[-1].append(rows)
    return torch.tensor(result)
