import numpy as np

def interaction(accuracy):
    sign = np.array([-1, 1])
    return np.einsum("dcl,d,c,l->", np.asarray(accuracy), sign, sign, sign)
