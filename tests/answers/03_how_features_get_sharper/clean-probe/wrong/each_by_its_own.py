# hint: NaN
from sklearn.linear_model import LogisticRegression

def clean_probe(known, labels, fresh, truth):
    scale = lambda x: (x - x.mean(0)) / x.std(0, unbiased=False)
    model = LogisticRegression(max_iter=1000).fit(scale(known), labels)
    return float(model.score(scale(fresh), truth))
