from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

def clean_probe(known, labels, fresh, truth):
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    return model.fit(known.numpy(), labels.numpy()).score(fresh.numpy(), truth.numpy())
