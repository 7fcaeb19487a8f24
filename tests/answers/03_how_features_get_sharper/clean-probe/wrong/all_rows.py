# hint: from the training rows only
from sklearn.linear_model import LogisticRegression

def clean_probe(known, labels, fresh, truth):
    both = torch.cat([known, fresh])
    mean, std = both.mean(0), both.std(0).clamp(min=1e-12)
    model = LogisticRegression(max_iter=1000).fit((known - mean) / std, labels)
    return float(model.score((fresh - mean) / std, truth))
