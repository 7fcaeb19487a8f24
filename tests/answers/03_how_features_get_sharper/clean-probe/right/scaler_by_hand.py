from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

def clean_probe(known, labels, fresh, truth):
    scaler = StandardScaler().fit(known)
    model = LogisticRegression(C=10, max_iter=5000)
    model.fit(scaler.transform(known), labels)
    guessed = torch.tensor(model.predict(scaler.transform(fresh)))
    return (guessed == truth).float().mean()
