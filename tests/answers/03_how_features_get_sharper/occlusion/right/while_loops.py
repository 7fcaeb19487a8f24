def occlusion(probability, image, square, step):
    _, H, W = image.shape
    answers, top, rows = [], 0, 0
    while top + square <= H:
        left = 0
        while left + square <= W:
            copy = torch.empty_like(image).copy_(image)
            for y in range(top, top + square):
                for x in range(left, left + square):
                    copy[:, y, x] = 0.5
            answers.append(copy)
            left += step
        top += step
        rows += 1
    said = probability(torch.stack([image, *answers]))
    print("asked", len(said), "times")
    return (said[0] - said[1:]).view(rows, -1)
