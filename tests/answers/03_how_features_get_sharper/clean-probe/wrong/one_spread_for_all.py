# hint: standardise each feature
from sklearn.linear_model import LogisticRegression

def clean_probe(known, labels, fresh, truth):
    mean, std = known.mean(), known.std()
    model = LogisticRegression(max_iter=1000).fit((known - mean) / std, labels)
    return float(model.score((fresh - mean) / std, truth))
