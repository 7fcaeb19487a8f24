# hint: score on the others
from sklearn.linear_model import LogisticRegression

def clean_probe(known, labels, fresh, truth):
    mean, std = known.mean(0), known.std(0).clamp(min=1e-12)
    model = LogisticRegression(max_iter=1000).fit((known - mean) / std, labels)
    return float(model.score(fresh, truth))
