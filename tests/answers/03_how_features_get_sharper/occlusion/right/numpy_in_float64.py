import numpy as np

def occlusion(probability, image, square, step):
    pixels = image.numpy().astype(np.float64)
    ask = lambda a: float(np.asarray(probability(torch.tensor(a[np.newaxis])))[0])
    tops = np.arange(0, pixels.shape[1] - square + 1, step)
    lefts = np.arange(0, pixels.shape[2] - square + 1, step)
    falls = np.zeros((len(tops), len(lefts)))
    for i, t in enumerate(tops):
        for j, l in enumerate(lefts):
            other = pixels.copy()
            other[:, t : t + square, l : l + square] = 0.5
            falls[i, j] = ask(pixels) - ask(other)
    return falls
