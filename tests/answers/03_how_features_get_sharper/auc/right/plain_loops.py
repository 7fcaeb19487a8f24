def auc(scores, positive):
    pairs = wins = 0
    for s, p in zip(scores.tolist(), positive.tolist()):
        for t, q in zip(scores.tolist(), positive.tolist()):
            if p and not q:
                pairs += 1
                wins += 1 if s > t else 0.5 if s == t else 0
    return wins / pairs
