# hint: standardise each feature
from sklearn.linear_model import LogisticRegression

def clean_probe(known, labels, fresh, truth):
    return float(LogisticRegression(max_iter=1000).fit(known, labels).score(fresh, truth))
