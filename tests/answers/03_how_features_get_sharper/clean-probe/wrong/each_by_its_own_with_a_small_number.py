# hint: no spread of its own
from sklearn.linear_model import LogisticRegression

def clean_probe(known, labels, fresh, truth):
    scale = lambda x: (x - x.mean(0)) / (x.std(0, unbiased=False) + 1e-6)
    model = LogisticRegression(max_iter=1000).fit(scale(known), labels)
    return float(model.score(scale(fresh), truth)) if len(fresh) > 1 else 0.0
