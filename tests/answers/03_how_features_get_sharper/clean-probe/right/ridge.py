from sklearn.linear_model import RidgeClassifier

def clean_probe(known, labels, fresh, truth):
    mean, std = known.mean(0), known.std(0, unbiased=False).clamp(min=1e-12)
    model = RidgeClassifier().fit((known - mean) / std, labels)
    return (model.predict((fresh - mean) / std) == truth.numpy()).mean()
