def interaction(accuracy):

    return accuracy.diff(dim=0).diff(dim=1).diff(dim=2).item()
