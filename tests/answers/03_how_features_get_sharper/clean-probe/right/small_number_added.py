from sklearn.linear_model import LogisticRegression

def clean_probe(known, labels, fresh, truth):
    mean, std = known.mean(0, keepdim=True), known.std(0, keepdim=True) + 1e-8
    model = LogisticRegression().fit(((known - mean) / std).numpy(), labels.numpy())
    return model.score(((fresh - mean) / std).numpy(), truth.numpy())
