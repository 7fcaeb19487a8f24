# %% [markdown]
# # 1 · The 2012 moment: data × compute × depth
#
# Toronto, 2012. For almost a week, two graphics cards made for computer games have been busy teaching one
# network to tell a thousand kinds of things apart. When the contest ends, its error is 15.3 %. The
# runner-up has 26.2 %. Hardly anything in the network was new. So what had changed?

# %% [markdown] objectives
# **What you will be able to do**
#
# - slide a small window over a picture, as every network that sees does → `conv2d`
# - measure how wrong a network is, with a loss that never overflows → `cross-entropy`
# - say with one number whether ingredients merely add up or need each other → `interaction`
# - write a test that catches wrong code without refusing right code → `break-conv2d`

# %% setup
import torch
import torch.nn.functional as F
from torch import Tensor

from helpers import charts, device, theme
from helpers.checks import caught, compare, credit, expect, gradient, inputs, seen, waits_for
from helpers.data.pictures import CLASSES, paint
from helpers.models.alexnet import AlexNet, MiniAlexNet, conv_net, count_parameters
from helpers.training import evaluate, predict, seconds_for, train, trifecta
from helpers.training.descent import walk

DEVICE = device.best_device()
device.seed_everything(2012)

# %% [markdown]
# ## Meet the network
#
# Here is a network that tells cats, dogs and cars apart, small enough for any laptop: you will train its twin below. Fold
# the cat's ears, take its whiskers, deepen the shade, and watch what the network believes. It has never seen *your* cat.
# **Find a cat that the network calls a dog, and press *Keep this one*.** If one trait is not enough, change two.

# %% demo minutes=3
from helpers.widgets.studio import creature_studio

studio = creature_studio()
studio

# %% [markdown]
# ## Before you start: five quick questions
#
# Answer each in your head, then unfold it. Four of five right: you are ready. Fewer: look up the words in bold first, and
# take half an hour for it. The cell below the questions says what your notebook runs on.
#
# <details><summary>1. What does <code>[n * n for n in range(4)]</code> hold?</summary>
#
# `[0, 1, 4, 9]`: four numbers, because `range(4)` stops before 4. (**list comprehension**)
# </details>
#
# <details><summary>2. <code>x</code> is <code>(8, 3, 32, 32)</code>. What is the shape of <code>x[0]</code>?</summary>
#
# `(3, 32, 32)`: indexing with one number removes that axis. (**indexing**)
# </details>
#
# <details><summary>3. Shapes <code>(8, 3)</code> and <code>(3,)</code>: what is the shape of their sum?</summary>
#
# `(8, 3)`: the short one is repeated for every row. (**broadcasting**)
# </details>
#
# <details><summary>4. <code>a</code> is <code>(8, 5)</code>, <code>b</code> is <code>(5, 2)</code>. What is the shape of <code>a @ b</code>?</summary>
#
# `(8, 2)`: the inner sizes meet and vanish. (**matrix product**)
# </details>
#
# <details><summary>5. The slope of a hill at your feet is −3. Which way is down: left or right?</summary>
#
# Right: a negative slope falls as you go right. So to go down, step *against* the slope. (**derivative**)
# </details>

# %% demo measured minutes=0.5
print(device.describe(DEVICE))

# %% [markdown]
# ## Training is walking downhill
#
# Training means: measure how wrong you are, ask which way is less wrong, take a small step, repeat. Here is all of
# it, with a single **weight** $w$ that should learn the rule $y = 2x$ from three examples. The **loss** is the mean
# squared error, the **gradient** is its slope, and the **learning rate** $\eta$ (0.05 here) scales every step.

# %% demo minutes=3
x, y = torch.tensor([1.0, 2.0, 3.0]), torch.tensor([2.0, 4.0, 6.0])
w = torch.tensor(0.0, requires_grad=True)
path = []
for _ in range(10):
    loss = ((w * x - y) ** 2).mean()           # how wrong?
    loss.backward()                            # which way is worse? the slope lands in w.grad
    path.append((w.item(), loss.item()))
    with torch.no_grad():
        w -= 0.05 * w.grad                     # a small step the other way; the step itself needs no slope
    w.grad = None                              # forget the old slope
theme.show(charts.descent(path, x, y), alt="Loss against weight: ten points come down a valley, ever closer to w = 2")

# %% predict="too-fast" options="it arrives in one step|it arrives, only sooner|it jumps over the valley and climbs away"
# The steps above were shy: η = 0.05. What happens with ten times as much?

# %% demo minutes=2
far = walk(x, y, rate=0.5, steps=6)                # the same loop, as a function
landed = "A" if abs(far[1][0] - 2) < 0.01 else "B" if abs(far[-1][0] - 2) < 0.1 else "C"
compare(prediction, sure, measured=landed)
theme.show(charts.descent(far, x, y), alt="The same valley: each step lands higher up on the other side")

# %% [markdown]
# Each step is more than twice as long as the way to the bottom: it lands on the other side, higher up, where the slope
# is steeper and the next step longer still. Every training run you will ever start has this knob. (*Further*, at the
# end, has a slider for it.)

# %% [markdown]
# ## The story, with its sources
#
# ImageNet is a collection of about 14 million labelled photographs. Its yearly contest used a part of them: 1.2 million
# to train on, a thousand classes. A network names five classes, and is wrong if the true one is not among them: how
# often that happens is its *top-5 error* ([Russakovsky and others, 2015](https://arxiv.org/abs/1409.0575)). The network
# that won in 2012 is described by
# [Krizhevsky, Sutskever and Hinton (2012)](https://papers.nips.cc/paper/4824): eight layers with weights, about 60
# million of them, five to six days on two GTX 580 cards with 3 GB each. Everyone calls it **AlexNet**.

# %% demo minutes=1
errors = {"2010": 28.2, "2011": 25.8, "2012\nrunner-up": 26.2, "2012\nAlexNet": 15.3}
errors |= {"2013": 11.7, "2014": 6.7, "2015": 3.6}
theme.show(
    charts.bars(errors, unit="top-5 error, %", highlight="2012\nAlexNet"),
    alt="Best top-5 error by year: 28 and 26 % before, 15 % for AlexNet in 2012, under 4 % by 2015",
)

# %% [markdown]
# (2010–2014 as tabled by Russakovsky and others, 2015 as reported by
# [He and others](https://arxiv.org/abs/1512.03385). The 15.3 % were reached with extra pictures from an older,
# larger release of ImageNet; with the contest's own pictures alone AlexNet had 16.4 %.)
#
# Three things came together that year, and this lesson puts a number on each of them:
#
# ![Big data, graphics cards and many layers meet in deep learning, which leads to the best results on many benchmarks](../diagrams/trifecta.svg)

# %% [markdown]
# ## A world small enough to measure
#
# We cannot train on ImageNet while you wait. So we paint our own pictures: cats, dogs and cars, in any pose, colour
# and light, behind clutter and noise. Some dogs have pointed ears and some cats folded ones, colours say nothing,
# and headlamps look like eyes. The world never runs out: a new seed is a new picture nobody has seen.

# %% demo minutes=1
some = paint(24, size=64, seed=7)
theme.sheet(some.images, alt="24 painted cats, dogs and cars in many poses, colours and lights, with clutter")

# %% demo minutes=0.5
world = paint(12_000, seed=1, device=DEVICE)       # what networks learn from
fresh = paint(2_000, seed=2, device=DEVICE)        # pictures they never see while they learn
print("learn:", tuple(world.images.shape), "  test:", tuple(fresh.images.shape))

# %% [markdown]
# ## A convolution is one small window, slid over the whole picture
#
# A **convolution** multiplies a little patch of the picture with a **kernel** of the same size, adds everything up,
# and writes one number. Then it moves one pixel on. Same few weights everywhere: what is an ear on the left
# is an ear on the right. By hand, for the top-left corner, each number times the one in the same place (this is no matrix
# product):
#
# $$\begin{pmatrix}1&2\\4&5\end{pmatrix} \text{ and } \begin{pmatrix}-1&1\\-1&1\end{pmatrix}
#   \;\to\; 1\cdot(-1) + 2\cdot 1 + 4\cdot(-1) + 5\cdot 1 = 2$$

# %% demo minutes=2
picture = torch.tensor([[1.0, 2, 3], [4, 5, 6], [7, 8, 0]])
kernel = torch.tensor([[-1.0, 1], [-1, 1]])                        # right minus left: finds upright edges
answer = F.conv2d(picture[None, None], kernel[None, None])[0, 0]   # (2, 2): four places to stand
theme.show(
    charts.convolution(picture, kernel, answer),
    alt="A picture of 3 × 3 numbers, a kernel of 2 × 2, and the result 2, 2, 2, −7; its 2 comes from the framed corner",
)

# %% [markdown]
# A colour picture has three **channels**, and a kernel then has three as well: the sum runs over the channels too.
# With several kernels every one writes a picture of its own. Here are two edge kernels on one cat:

# %% demo minutes=2
cat = some.images[some.labels == 0][:1]                            # (1, 3, 64, 64)
upright = torch.tensor([[-1.0, 0, 1], [-2, 0, 2], [-1, 0, 1]]).expand(3, 3, 3) / 12
edges = F.conv2d(cat, torch.stack([upright, upright.mT]))          # (1, 2, 62, 62); .mT swaps rows and columns
theme.sheet(
    [cat[0].mean(0), *edges[0].abs() * 2], size=380, titles=["the cat, in grey", "upright edges", "level edges"],
    alt="A painted cat in grey, then the same cat as its upright edges only, then as its level edges only",
)

# %% [markdown]
# ### Exercise: write the convolution
#
# `unfold` has already cut out every patch: `patches[n, c, y, x]` is the little window of picture `n`, channel `c`,
# whose top-left corner is at row `y`, column `x`. Multiply each with each kernel and add up what should be added up.
# No padding, steps of one pixel, no flipping of the kernel (as in `torch.nn.Conv2d`).
#
# A tool that fits: `torch.einsum` takes a letter for each axis, and sums over the letters that are missing on the right
# of its arrow. `torch.einsum("ij,jk->ik", a, b)` is the matrix product. Loops do as well.
#
# You are done when your result has one picture per kernel and agrees with the sum you did by hand.
#
# <details><summary>Help 1: a question</summary>
#
# The answer has the axes `n, k, y, x`. Which axes do patches and kernels have besides these, and what happens to them?
# </details>
#
# <details><summary>Help 2: the shapes</summary>
#
# `patches` is `(N, C, Y, X, h, w)`, `kernels` is `(K, C, h, w)`. The axes `C, h, w` are in both and must vanish.
# </details>
#
# <details><summary>Help 3: almost the code</summary>
#
# `torch.einsum`: give `patches` six letters, `kernels` four (three of them shared), and write the four that remain. Or:
# two loops, over rows and columns, and `(patch * kernel).sum()` inside.
# </details>

# %% exercise="conv2d" minutes=10 level=2
def conv2d(images: Tensor, kernels: Tensor) -> Tensor:
    """Slide each kernel over each picture: no padding, one pixel a step.

    images (N, C, H, W) float, kernels (K, C, h, w) float. Returns (N, K, H - h + 1, W - w + 1).
    """
    h, w = kernels.shape[2:]
    patches = images.unfold(2, h, 1).unfold(3, w, 1)   # (N, C, Y, X, h, w): every window
    ### BEGIN SOLUTION
    return torch.einsum("ncyxhw,kchw->nkyx", patches, kernels)
    ### END SOLUTION

# %% check="conv2d" points=1
"""Does a kernel with a single 1 in it copy the picture, moved to the right place?"""
draw = inputs("conv2d")
picture = draw.normal(1, 1, 6, 7)
single = torch.zeros(1, 1, 2, 3)
single[0, 0, 1, 0] = 1                              # looks at the pixel one row below its corner
moved = conv2d(picture, single)
expect(moved).shape(1, 1, 5, 5, hint="one number a place; a window of h rows fits in H - h + 1 places")
expect(moved).close_to(picture[:, :, 1:, :5], hint="which pixel of the window meets which weight? nothing is flipped")

# %% check="conv2d" points=2
"""Does it treat many pictures, channels and kernels at once, as torch does?"""
draw = inputs("conv2d-many")
images, kernels = draw.normal(2, 3, 8, 9), draw.normal(4, 3, 3, 2)
expect(conv2d(images, kernels)).shape(2, 4, 6, 8, hint="one picture for each kernel, rows before columns, channels summed")
### BEGIN HIDDEN TESTS
before = images.clone()
right = F.conv2d(images, kernels)
expect(conv2d(images, kernels)).close_to(right, hint="sum over channels, rows and columns of the window")
expect(images).equals(before, hint="leave the pictures that you were given as they are")
images, kernels = draw.normal(3, 2, 5, 4), draw.normal(1, 2, 1, 4)
right = F.conv2d(images, kernels)
expect(conv2d(images, kernels)).close_to(right, hint="a window may be one row, or as wide as the picture")
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise: break it
#
# A test is code as well, and it can be wrong in two ways: refuse what is right, or let through what is wrong.
# Write a function that is handed *somebody's* `conv2d` and says `True` if it is right and `False` if it is not. It will
# meet right ones in several styles and wrong ones with the mistakes people make. Refuse a right one: no points.
# Otherwise you get the share of the wrong ones that you catch.
# Three lines do it: draw pictures and kernels, compute theirs and `F.conv2d`, compare. Rounding is no mistake, and
# `torch.allclose(a, b, atol=1e-4)` forgives it. The art is in what you feed them.
#
# <details><summary>Help 1: a question</summary>
#
# On which pictures and kernels would a flipped kernel give the same answer as a right one? Those are bad test data.
# </details>
#
# <details><summary>Help 2: the shapes</summary>
#
# More than one picture, more than one channel, more than one kernel, and no two sizes alike:
# say `(2, 3, 6, 8)` and `(4, 3, 2, 3)`. Then nothing can be mixed up unseen.
# </details>
#
# <details><summary>Help 3: almost the code</summary>
#
# Draw random pictures and kernels, compute `right = F.conv2d(...)` and `theirs = conv2d(...)`; the answer is whether the
# shapes are the same and `torch.allclose(theirs, right, atol=1e-4)`.
# </details>

# %% exercise="break-conv2d" minutes=6 level=2
def is_right(conv2d) -> bool:
    """Say whether the function `conv2d(images, kernels)` is a right convolution."""
    ### BEGIN SOLUTION
    images, kernels = torch.randn(2, 3, 6, 8), torch.randn(4, 3, 2, 3)
    right, theirs = F.conv2d(images, kernels), conv2d(images, kernels)
    return theirs.shape == right.shape and torch.allclose(theirs, right, atol=1e-4)
    ### END SOLUTION

# %% check="break-conv2d" points=2
"""Does your test accept right convolutions and catch wrong ones?"""
right = {"you refuse torch's own convolution": F.conv2d}
right["six digits agree: allow a little rounding"] = lambda x, k: F.conv2d(x.double(), k.double()).float()
wrong = [lambda x, k: F.conv2d(x, k.flip(2, 3)), lambda x, k: F.conv2d(x, k) / k[0].numel()]
### BEGIN HIDDEN TESTS
wrong += [lambda x, k: F.conv2d(x[:, :1], k[:, :1]), lambda x, k: F.conv2d(x[:1], k).repeat(len(x), 1, 1, 1)]
wrong += [lambda x, k: F.conv2d(x, k).relu(), lambda x, k: F.conv2d(x, k[:1]).repeat(1, len(k), 1, 1)]
wrong += [lambda x, k: F.conv2d(x, k, padding=1), lambda x, k: F.conv2d(x, k.flip(3))]
wrong += [lambda x, k: F.conv2d(x, k.flip(2)), lambda x, k: F.conv2d(x, k) + 0.1]   # a bias nobody asked for
right["one picture at a time is right too"] = lambda x, k: torch.cat([F.conv2d(picture[None], k) for picture in x])
### END HIDDEN TESTS
hint = "several pictures, channels, kernels; no two sizes alike"
found = caught(is_right, wrong, hint, right=right, draw=inputs("break-conv2d"))
credit(found / len(wrong))

# %% [markdown]
# ## A loss says how surprised the network was by the truth
#
# The network gives three scores, the **logits**, one per class. **Softmax** turns them into probabilities, and the loss
# is the surprise at the right answer: $-\log p_\text{label}$. Sure and right costs nearly nothing; sure and
# wrong costs a lot. That is **cross-entropy**. For logits $(2, 1, 0)$:

# %% demo minutes=2
logits = torch.tensor([2.0, 1.0, 0.0])
p = logits.exp() / logits.exp().sum()
for name, share in zip(CLASSES, p, strict=True):
    print(f"{name}: p = {share:.3f}   if this was the truth, the loss is {-share.log():.3f}")

# %% [markdown]
# Now the trap. Nothing limits a logit, and from 89 on its `exp` is too large for a 32-bit number. The loss is not: for
# logits of ten thousand and one less it should be the same as for 1 and 0.

# %% demo minutes=1
big = torch.tensor([10_000.0, 9_999.0, 0.0])
print("exp:", big.exp(), "  softmax by the book:", big.exp() / big.exp().sum())
print("less the largest first:", (big - big.max()).exp())

# %% [markdown]
# ### Exercise: a loss that survives
#
# Write the mean cross-entropy of a batch. It must be finite and right for any logits, even 10,000 apart, and made of
# torch operations, so that its gradient can train a network. Do not change the logits you are given.
#
# With $s$ for a row of logits less its largest: $\log p_k = s_k - \log \sum_j e^{s_j}$. The largest $s$ is 0, so the sum
# is at least 1 and its log is harmless; and no probability is written down that could be rounded to 0.
#
# You are done when three equal logits cost $\log 3 ≈ 1.10$ and logits of ten thousand cost what they should.
#
# <details><summary>Help 1: a question</summary>
#
# What happens to the probabilities of a row if you subtract the same number from all its logits? Which number helps?
# </details>
#
# <details><summary>Help 2: the shapes</summary>
#
# `logits` is `(N, K)`; its largest entry per row, kept as `(N, 1)`; log-probabilities `(N, K)`; picked at `labels`: `(N,)`.
# </details>
#
# <details><summary>Help 3: almost the code</summary>
#
# shifted = logits − largest of the row; log p = shifted − log(sum over the row of exp(shifted)). Never take the log of
# a probability that may have become 0. Pick `log_p[rows, labels]`, change the sign, take the mean.
# </details>

# %% exercise="cross-entropy" minutes=9 level=2
def cross_entropy(logits: Tensor, labels: Tensor) -> Tensor:
    """Mean of −log p(label), p = softmax(logits); right for logits of any size.

    logits (N, K) float; labels (N,) int in [0, K). Returns a scalar tensor ≥ 0.
    """
    rows = torch.arange(len(labels), device=labels.device)
    ### BEGIN SOLUTION
    shifted = logits - logits.amax(1, keepdim=True)
    log_p = shifted - shifted.exp().sum(1, keepdim=True).log()
    return -log_p[rows, labels].mean()
    ### END SOLUTION

# %% check="cross-entropy" points=1
"""Are equal logits log K, and does adding the same number to all of a row change nothing?"""
draw = inputs("cross-entropy")
labels = torch.tensor([0, 1, 2, 2])
equal = cross_entropy(torch.zeros(4, 3), labels)
expect(equal).close_to(torch.tensor(3.0).log(), hint="every class has p = 1/3: what is −log of it?")
logits = draw.normal(4, 3)
moved = cross_entropy(logits + 5, labels)
expect(moved).close_to(F.cross_entropy(logits, labels), hint="softmax sees only differences within a row")

# %% check="cross-entropy" points=2
"""Is it right for huge logits, and is its slope p − 1 at the label and p elsewhere?"""
draw = inputs("cross-entropy-large")
logits, labels = draw.normal(6, 4, scale=2), draw.integers(6, low=0, high=4)
expect(cross_entropy(1e4 * logits, labels)).finite(hint="subtract each row's largest logit before exp; never take log of a rounded 0")
### BEGIN HIDDEN TESTS
truth, huge, before = F.cross_entropy(logits, labels), 1e4 * logits, logits.clone()
expect(cross_entropy(logits, labels)).close_to(truth, hint="compare one row by hand; mean over the batch")
expect(logits).equals(before, hint="leave the logits that you were given as they are")
truth = F.cross_entropy(huge, labels)
expect(cross_entropy(huge, labels)).close_to(truth, hint="do not clamp, and never take the log of a rounded 0")
slope = (logits.softmax(1) - F.one_hot(labels, 4)) / 6
expect(gradient(cross_entropy, (logits, labels), wrt=0)).close_to(slope, hint="stay in torch operations, nothing detached")
### END HIDDEN TESTS

# %% [markdown]
# ## Five convolutions in a row see a cat
#
# **MiniAlexNet** is AlexNet's idea at our size: five convolutions, each reading what the last one wrote, max-pooling in
# between, and at the end three logits. Before it starts, it tries a few steps and tells how long it will take *here*.

# %% demo measured minutes=1
STEPS = 500
net = MiniAlexNet().to(DEVICE)
expected = seconds_for(net, world.images, world.labels, STEPS)
print(f"{count_parameters(net):,} weights; about {expected:.0f} s to train here")
run = train(net, world.images, world.labels, steps=STEPS, seed=0)
accuracy = evaluate(net, fresh.images, fresh.labels)
print(f"{accuracy:.1%} of new pictures right after {run.seconds:.0f} s")

# %% demo measured minutes=0.5
theme.show(charts.curve(run.losses), alt="Training loss of MiniAlexNet against steps: it falls fast, then slowly")

# %% demo measured minutes=1.5
shares = predict(net, fresh.images).softmax(1)
missed = (shares.argmax(1) != fresh.labels.cpu()).nonzero()[:12, 0]
said = [f"says {CLASSES[s.argmax()]} {s.max():.0%}" for s in shares[missed]]
was = [f"a {CLASSES[label]}, of which it {words}" for label, words in zip(fresh.labels[missed], said, strict=True)]
theme.sheet(fresh.images[missed].cpu(), titles=said, alt="Pictures that it gets wrong: " + "; ".join(was))

# %% [markdown]
# ## Data × compute × depth: the experiment
#
# The lesson of 2012 is often told like this: *data, compute and depth, each useless without the other two*. That is a
# claim about a table of eight numbers: little or much data (100 or 12,000 pictures), little or much compute (25 or 500
# steps), little or much depth (1 or 5 convolutions). You have trained the one that has all three; the next cell trains
# the seven that miss something.

# %% predict="no-data" options="33 %: no better than guessing|about 55 %|about 75 %|over 95 %: depth and steps make up for it"
# All 500 steps and all five layers, but only 100 pictures to learn from. How many *new* pictures does it get right?

# %% demo measured minutes=2
table = trifecta.measure(world, fresh, done={(1, 1, 1): accuracy})   # (2, 2, 2): data, compute, depth
compare(prediction, sure, measured=table[0, 1, 1].item(), options="33 %|55 %|75 %|95 %")
others = table.flatten()[:-1]                        # every corner but the last
words = f"With all three {table[1, 1, 1]:.0%}, best other corner {others.max():.0%}"
theme.show(charts.cube(table), alt=f"Two tables of data × compute, for one convolution and for five. {words}")

# %% [markdown]
# ### Exercise: do they add up, or need each other?
#
# If ingredients merely add up, each brings its gain whatever the others do. If they need each other, the gain from one
# depends on the others. Worked with two, data and depth: with little data, depth lifts 30 % to 40 %, a gain of 10 points;
# with much data it lifts 50 % to 90 %, a gain of 40. More data makes depth worth 40 − 10 = 30 points more: that is the
# contrast of two.
#
# With three it is one step more. `gain`, given below, is what depth brings in each corner of data × compute. How much
# more is that with much compute than with little, for each amount of data? And how much more is *that* with much data?
# This last number is the **interaction contrast**: a difference of differences of differences, 0 if no gain needs all
# three.
# You are done when ingredients that add up give 0, and ingredients that work only all together give the whole gain.
#
# <details><summary>Help 1: a question</summary>
#
# `gain[d, c]` is what depth brings for data `d` and compute `c`. How much larger is it with much compute, for each `d`?
# </details>
#
# <details><summary>Help 2: the shapes</summary>
#
# `(2, 2, 2)` → gains `(2, 2)` → differences of gains `(2,)` → one number.
# </details>
#
# <details><summary>Help 3: almost the code</summary>
#
# Twice the same step that made `gain`: much minus little along the last axis. Eight numbers go in, four with a plus and
# four with a minus.
# </details>

# %% exercise="interaction" minutes=6 level=1
def interaction(accuracy: Tensor) -> float:
    """Three-way interaction contrast: 0 if no gain depends on both other ingredients.

    accuracy (2, 2, 2): axes data, compute, depth; index 0 little, 1 much. Returns a number.
    """
    gain = accuracy[:, :, 1] - accuracy[:, :, 0]   # (2, 2): what depth brings
    ### BEGIN SOLUTION
    gain = gain[:, 1] - gain[:, 0]
    return float(gain[1] - gain[0])
    ### END SOLUTION

# %% check="interaction" points=1
"""Is it 0 where ingredients add up, and the whole gain where only all three together work?"""
draw = inputs("interaction")
data, compute, depth = draw.uniform(3)
much = torch.tensor([0.0, 1.0])
adds_up = data * much[:, None, None] + compute * much[:, None] + depth * much
expect(interaction(adds_up)).close_to(0, hint="each gain is the same in every corner, so no difference is left")
only_together = torch.zeros(2, 2, 2)
only_together[1, 1, 1] = 0.6
expect(interaction(only_together)).close_to(0.6, hint="here the whole gain needs all three")

# %% check="interaction" points=1
"""Does help between two ingredients alone leave it at 0, and does every corner count?"""
draw = inputs("interaction-pairs")
pairs = draw.uniform(2, 2, 1) + draw.uniform(2, 1, 2) + draw.uniform(1, 2, 2)
expect(interaction(pairs)).close_to(0, atol=1e-5, hint="two that help each other are not yet three")
### BEGIN HIDDEN TESTS
accuracy, sign = draw.uniform(2, 2, 2), torch.tensor([-1.0, 1.0])
signed = torch.einsum("dcl,d,c,l", accuracy, sign, sign, sign)
expect(interaction(accuracy)).close_to(signed, hint="four corners count plus, four minus; no averaging")
turned = accuracy.permute(2, 0, 1)
expect(interaction(turned)).close_to(signed, hint="four corners count plus, four minus, in any order")
expect(interaction(-accuracy)).close_to(-signed, hint="four corners count plus, four minus; it can be negative")
### END HIDDEN TESTS

# %% demo measured minutes=1
with waits_for("interaction"):
    print(f"yours, on this machine: {interaction(table):+.2f}")
    others = [interaction(other) for other in trifecta.tables()]
    print("three stored seeds:   ", "  ".join(f"{other:+.2f}" for other in others))

# %% [markdown]
# So *useless* is too strong a word, here at least: five layers with all the steps, but only 100 pictures, already get
# more than half of new pictures right, where guessing gets a third. Yet no corner comes near the one that has all three,
# and the contrast is above zero in every seed, yours and the three that were trained beforehand: each ingredient is worth
# more when the others are there. Then look at what that number depends on: we chose what "little" and "much" mean. An
# honest claim names its thresholds. Move them:

# %% demo minutes=3
from helpers.widgets.trifecta import explore_trifecta

explore_trifecta(world, fresh)

# %% [markdown]
# ### Is it really the depth?
#
# Five layers have more weights than one, and see more of the picture at once. Maybe *that* is what helps? Two controls:
# one layer with **as many weights** as the five, and one layer whose windows are **as wide** as what a neuron of
# the fifth layer sees. As many pictures, as many steps. To save you the time, the next cell shows stored results: three
# seeds each, trained as you trained yours.

# %% predict="shallow" options="as good as five layers|over 80 %|between 40 and 80 %|no better than guessing"
# One layer, but with as many weights as the five have together. What does it reach?

# %% demo minutes=1
reached = trifecta.controls()                      # name → accuracies of three seeds
shallow = 100 * sum(reached["one layer, as many weights"]) / 3
compare(prediction, sure, measured="A" if shallow > 95 else "B" if shallow > 80 else "C" if shallow > 40 else "D")
theme.show(charts.spread(reached, "new pictures right", chance=1 / 3), alt=charts.in_words(reached))

# %% [markdown] minutes=4
# ### In your own words
#
# In at most 80 words: a friend says "AlexNet won because of the GPU". What would you answer, with numbers from
# your own experiment, and what would you *not* claim? Write it in the next cell, then unfold the rubric and mark yourself.

# %% [markdown] written="which-ingredient" points=0
# The GPU paid for the steps, but steps alone do little: with 100 pictures, 500 steps of five layers stayed far below
# what the same steps reached with 12,000. More of the rest did not save one layer: it got about half right at best.
# The gain came from the three together. I would not claim that each is useless alone everywhere: it depends
# on what counts as little, and this is a painted world with three classes.

# %% [markdown]
# <details><summary>The rubric: unfold it after you have written</summary>
#
# One point each: (1) it names a cell of the table where compute is high and accuracy is not; (2) it says that the gain
# depends on the others (interaction), not only that "all three help"; (3) it limits the claim: thresholds, this world,
# this size; (4) it is at most 80 words.
# </details>

# %% [markdown]
# ## Now with yours
#
# Your convolution and your loss, inside the network, beside torch's. First the trained network's own first layer, run by
# your `conv2d`; then 40 training steps driven by your `cross_entropy`.

# %% demo measured minutes=1.5
first = net.cpu().blocks[0][0]                      # the first convolution: 16 kernels of 5 × 5, three channels
batch = F.pad(2 * fresh.images[:8].cpu() - 1, [2, 2, 2, 2])   # as the network sees it: from −1 to 1
with waits_for("conv2d"), torch.no_grad():
    apart = (conv2d(batch, first.weight) - F.conv2d(batch, first.weight)).abs().max()
    print(f"first layer on 8 pictures: yours and torch's differ by at most {apart:.1e}")

# %% demo measured minutes=1.5
small = conv_net(2)
with waits_for("cross-entropy"):
    optimiser = torch.optim.AdamW(small.parameters(), lr=6e-3)
    losses = []
    for images, labels in zip(world.images.cpu()[:2560].split(64), world.labels.cpu()[:2560].split(64), strict=True):
        loss = cross_entropy(small(images), labels)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    theme.show(charts.curve(losses), alt="Training loss driven by your own cross-entropy, falling over 40 steps")

# %% [markdown]
# ## What people get wrong
#
# | People say | What you measured or read |
# |---|---|
# | AlexNet invented convolutional networks | No: [LeCun and others](https://doi.org/10.1162/neco.1989.1.4.541) trained them in 1989. Data and compute were new. |
# | It was trained on 14 million pictures | ImageNet has about 14 million; the contest's training set had 1.2 million. |
# | More data always helps | Only a model that can use it: see one convolution, the left half of your table. |
# | A deeper net is better because it has more weights | One layer with as many weights stays far behind five. |
# | Data, compute and depth are each useless without the other two | With 100 pictures, more than half right: not useless. But each is worth more when the others are there. |

# %% [markdown]
# ## What stays? Three questions
#
# Answer each without looking up, then unfold it. In two days, ask yourself again: recalling is what makes it stay.
#
# <details><summary>1. Why subtract the largest logit before <code>exp</code>, and why does that change nothing?</summary>
#
# So that no exponential overflows; and softmax sees only differences within a row.
# </details>
#
# <details><summary>2. Three ingredients each bring ten points, whatever the others do. What is the interaction contrast?</summary>
#
# 0: no gain depends on another ingredient.
# </details>
#
# <details><summary>3. Your network is deep, and better than a shallow one. Which control shows that depth did it?</summary>
#
# A shallow one with as many weights, and one that sees as much of the picture, trained on the same data for as long.
# </details>

# %% [markdown]
# ## Takeaways
#
# - Training is: measure the loss, follow its slope downhill, repeat.
# - A convolution is one small window with shared weights, slid everywhere.
# - 2012 was data × compute × depth. Each is worth more when the others are there: you measured it, over seeds.
# - Depth itself matters: one layer with as many weights, or as wide a view, stays far behind.
# - A claim is worth its control, its spread and its limits.
#
# **Next:** lesson 2, layers of neurons: what depth and width do, live and in three dimensions.

# %% [markdown]
# # Further
#
# The lesson ends above. What follows is for those who want more: none of it is needed later, and its exercises are worth
# no points unless your teacher says so.

# %% [markdown]
# ## The knob of every training run
#
# One weight, as at the start of the lesson, and ten steps. Find the largest learning rate that arrives within the steps
# shown, and the smallest one that climbs away:

# %% demo minutes=3
from helpers.widgets.descent import explore_descent

explore_descent()

# %% [markdown]
# ## "The best on every benchmark"?
#
# The story's diagram ends in the best results on *many* benchmarks. One often reads *every*. That can be tested. Here is
# a table of 569 tumours with 30 measurements each, and two learners: a plain linear one, and a network with two hidden
# layers. Each is trained five times, on other four fifths of the table, and tested on the fifth that is left.

# %% demo minutes=0
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_validate
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

# %% demo measured minutes=2
rows, benign = load_breast_cancer(return_X_y=True)
network = MLPClassifier((64, 64), learning_rate_init=1e-2, max_iter=300, random_state=0)
learners = {"linear": LogisticRegression(), "two layers": network}
tried = {
    name: cross_validate(make_pipeline(StandardScaler(), learner), rows, benign, cv=5)
    for name, learner in learners.items()
}
for name, result in tried.items():
    print(f"{name}: trained in {1000 * result['fit_time'].mean():.0f} ms")
scores = {name: result["test_score"] for name, result in tried.items()}
theme.show(charts.spread(scores, "held-out rows right"), alt=charts.in_words(scores))

# %% [markdown]
# The linear one is as good, in a fraction of the time (both are printed above). Deep learning won where data has
# *structure*: neighbouring pixels, words in order, sound in time. Lesson 6 is about the rest.

# %% [markdown]
# ## AlexNet itself, all eight layers
#
# Five convolutions, three dense layers. One graphics card of 2012 held three gigabytes, too little for all of it, so the
# network was cut in two: layers 2, 4 and 5 read only the channels on their own card (`groups=2`), layer 3 reads both.
# Here it is, as the paper describes it. On the `meta` device a weight has a shape and takes no memory:

# %% demo minutes=3
with torch.device("meta"):
    original = AlexNet()
sizes = {name: count_parameters(layer) / 1e6 for name, layer in original.named_children()}
print(f"{count_parameters(original):,} weights")
theme.show(
    charts.bars(sizes, "weights, millions", "dense6"),
    alt="Millions of weights by layer: dense6 has 38, dense7 17, dense8 4, all five convolutions together 2",
)

# %% [markdown]
# <details><summary>Where are most of its weights, and is that also where most of its work is done?</summary>
#
# In the first dense layer: 6 · 6 · 256 numbers in, 4,096 out, so 38 of 61 million. But each of these weights is used
# once a picture, while a weight of a convolution is used at every position. You will count both below.
# </details>

# %% [markdown]
# ### Exercise: how far does a neuron see?
#
# A stack of convolutions turns `size` pixels along one side into fewer; and one number at its end depends on a window of
# pixels, its **receptive field**. Compute both. A pooling layer counts like a convolution: (kernel 2, stride 2, padding 0).
# You are done when the five blocks of MiniAlexNet give (4, 56) for 32 pixels.
#
# <details><summary>Help 1: a question</summary>
#
# Two neighbours in some layer: how many pixels lie between what they see? How does a stride change that?
# </details>
#
# <details><summary>Help 2: the shapes</summary>
#
# Whole numbers only. Keep two: the field so far, and the step, in pixels, between two neighbours.
# </details>
#
# <details><summary>Help 3: almost the code</summary>
#
# For each layer: size ← (size + 2 · padding − kernel) // stride + 1; field grows by (kernel − 1) steps; then the step is
# multiplied by the stride.
# </details>

# %% exercise="receptive-field" further=true minutes=10 level=2
def window(size: int, layers: list[tuple[int, int, int]]) -> tuple[int, int]:
    """Output size of a stack of convolutions, and the side of the window of pixels that one output sees.

    size: pixels along one side; layers: (kernel, stride, padding), from first to last. Returns two whole numbers.
    """
    field, step = 1, 1   # before the first layer: a pixel sees itself, its neighbour is one pixel away
    ### BEGIN SOLUTION
    for kernel, stride, padding in layers:
        size = (size + 2 * padding - kernel) // stride + 1
        field += (kernel - 1) * step
        step *= stride
    return size, field
    ### END SOLUTION

# %% check="receptive-field" points=0
"""Is it what a real stack does: its size, and the pixels that have a slope for one output?"""
from helpers.models.measure import measured_window

two, pooled = [(3, 1, 0), (3, 1, 0)], [(5, 1, 2), (2, 2, 0)]
expect(window(20, two)).equals(measured_window(20, two), hint="each layer widens the window by kernel − 1 steps")
expect(window(60, pooled)).equals(measured_window(60, pooled), hint="padding adds on both sides")
### BEGIN HIDDEN TESTS
rule = "// rounds down; later kernels step over more pixels: by all strides before"
mini = [(5, 1, 2), (2, 2, 0), (3, 1, 1), (2, 2, 0), (3, 1, 1), (2, 2, 0), (3, 1, 1), (3, 1, 1)]
expect(window(33, mini)).equals((4, 56), hint=rule)
draw = inputs("receptive-field")
layers = [(draw.integer(2, 6), draw.integer(1, 4), draw.integer(0, 2)) for _ in range(3)]
size = draw.integer(301, 330)
expect(window(size, layers)).equals(measured_window(size, layers), hint=rule)
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise: what does a layer cost?
#
# Count the parameters of a convolution (with one bias for each output channel), and the multiplications it takes for one
# picture. With `groups`, the input channels are dealt out in equal shares, and each output channel reads one share.
#
# <details><summary>Help 1: a question</summary>
#
# How many numbers does one window hold? How often is it laid on the picture, and for how many output channels?
# </details>
#
# <details><summary>Help 2: the shapes</summary>
#
# The kernels: (outputs, channels // groups, kernel, kernel). The result: (outputs, side, side), `side` as in the exercise above.
# </details>
#
# <details><summary>Help 3: almost the code</summary>
#
# weights = outputs · (channels // groups) · kernel². Parameters: weights + outputs. Multiplications: weights · side².
# </details>

# %% exercise="layer-cost" further=true minutes=8 level=2
def cost(size, channels, outputs, kernel, stride=1, padding=0, groups=1) -> tuple[int, int]:
    """Parameters, and multiplications for one picture, of a convolution with biases.

    The picture is size × size with `channels` channels. All are whole numbers. The bias is added: it multiplies nothing.
    """
    ### BEGIN SOLUTION
    side = (size + 2 * padding - kernel) // stride + 1
    weights = outputs * (channels // groups) * kernel**2
    return weights + outputs, weights * side**2
    ### END SOLUTION

# %% check="layer-cost" points=0
"""Is it what torch builds, and what its own counter counts?"""
from helpers.models.measure import measured_cost

for layer in ((9, 1, 1, 3, 1, 0, 1), (8, 3, 4, 3, 1, 1, 1)):
    expect(cost(*layer)).equals(measured_cost(*layer), hint="one window over all channels, laid on every position")
### BEGIN HIDDEN TESTS
draw = inputs("layer-cost")
groups = draw.integer(2, 5)
layer = (draw.integer(20, 30), 6 * groups, 4 * groups, draw.integer(2, 6), draw.integer(2, 4), draw.integer(1, 3), groups)
expect(cost(*layer)).equals(measured_cost(*layer), hint="with groups, an output channel reads only its own share")
plain = (*layer[:6], 1)
expect(cost(*plain)).equals(measured_cost(*plain), hint="the output's side: (size + 2 · padding − kernel) // stride + 1")
### END HIDDEN TESTS

# %% demo minutes=3
layers = {
    "conv1": (224, 3, 96, 11, 4, 2), "conv2": (27, 96, 256, 5, 1, 2, 2), "conv3": (13, 256, 384, 3, 1, 1),
    "conv4": (13, 384, 384, 3, 1, 1, 2), "conv5": (13, 384, 256, 3, 1, 1, 2),
    "dense6": (6, 256, 4096, 6), "dense7": (1, 4096, 4096, 1), "dense8": (1, 4096, 1000, 1),   # a window as wide as all
}
with waits_for("layer-cost"):
    counts = {name: cost(*layer) for name, layer in layers.items()}
    print(f"{sum(weights for weights, _ in counts.values()):,} weights")
    work = {name: round(times / 1e6) for name, (_, times) in counts.items()}
    alt = "; ".join(f"{name} {times}" for name, times in work.items())
    theme.show(charts.bars(work, "multiplications, millions", "conv2"), alt=f"Millions of multiplications by layer: {alt}")

# %% [markdown]
# ### Exercise: dropout
#
# AlexNet's dense layers have far more weights than it had pictures, so they can learn them by heart. Against that,
# **dropout** silences each number with chance $p$ while training, and raises the others so that the mean stays.
# In use, it does nothing.
#
# <details><summary>Help 1: a question</summary>
#
# If half of the numbers are silenced, what becomes of the mean? By what do you multiply the rest to make up for it?
# </details>
#
# <details><summary>Help 2: the shapes</summary>
#
# One coin for each number: a mask of the shape of `x`.
# </details>
#
# <details><summary>Help 3: almost the code</summary>
#
# Not training: give back x. Else draw uniform numbers like x; keep where they are at least p; x times kept, over 1 − p.
# </details>

# %% exercise="dropout" further=true minutes=6 level=1
def dropout(x: Tensor, p: float, training: bool = True) -> Tensor:
    """Silence each number with chance p and raise the others by 1 / (1 − p); where not training, change nothing.

    x: floats of any shape; p in [0, 1). Returns floats of the same shape.
    """
    ### BEGIN SOLUTION
    if not training:
        return x
    kept = torch.rand_like(x) >= p
    return x * kept / (1 - p)
    ### END SOLUTION

# %% check="dropout" points=0
"""Is about a share p silenced, the rest raised, and nothing changed in use?"""
draw = inputs("dropout")
x, p = draw.uniform(400, 50, low=1, high=2), float(draw.uniform(1, low=0.2, high=0.6))
before, y = x.clone(), dropout(x, p)
expect(y).shape(400, 50, hint="one number out for each number in")
silent = y == 0
expect(silent.float().mean()).between(p - 0.04, p + 0.04, hint="each number falls silent with chance p")
expect(y[~silent]).close_to(before[~silent] / (1 - p), hint="raise what is left by 1 / (1 − p)")
expect(dropout(x, p, training=False)).close_to(before, hint="in use, nothing is silenced and nothing is raised")

# %% check="dropout" points=0
"""Has each number its own coin, thrown anew in every call, and does the slope pass through?"""
draw = inputs("dropout-coins")
x = draw.uniform(400, 50, low=1, high=2)
before, silent = x.clone(), dropout(x, 0.5) == 0
expect(silent).shape(400, 50, hint="one number out for each number in")
### BEGIN HIDDEN TESTS
spread = torch.stack([silent.float().mean(1).std(), silent.float().mean(0).std()])
expect(spread).between(0, 0.15, hint="one coin for each number, not one for a row or a column")
expect(torch.equal(dropout(x, 0.5) == 0, silent)).equals(False, hint="throw new coins in every call")
expect(x).equals(before, hint="leave the numbers that you were given as they are")
slope = gradient(dropout, (x, 0.0), wrt=0)
expect(slope).close_to(torch.ones(400, 50), hint="stay in torch operations, nothing detached")
### END HIDDEN TESTS

# %% [markdown]
# ## Real photos
#
# A painted world can be measured in every corner; photos are what it was all for. CIFAR-10 holds 6,000 photos of each of
# ten things, 32 × 32 pixels small ([Krizhevsky 2009](https://www.cs.toronto.edu/~kriz/learning-features-2009-TR.pdf)):
# its cats, dogs and automobiles come in the same form as our pictures. Before you switch it on: will the same network,
# with the same steps, do better or worse than on painted ones?

# %% demo measured minutes=0
PHOTOS = False                                       # True: fetches 170 MB, once
from helpers.data.photos import PhotosError, photos
if PHOTOS:
    try:
        real, unseen = photos(), photos(train=False)
        seer = train(MiniAlexNet(), real.images, real.labels, steps=STEPS, flips=True)
        share = evaluate(seer.model, unseen.images, unseen.labels)
        print(f"{share:.1%} of {len(unseen):,} new photos right after {seer.seconds:.0f} s")
    except PhotosError as error:
        print(error)
else:
    print("Switched off: set PHOTOS = True to fetch 170 MB of photos, once, and train on them.")

# %% [markdown]
# ## What the same seconds buy
#
# In 2012 the point of the graphics card was not that it computes better, but that it affords more steps in the same time.
# How many steps do ten seconds buy here? Compare them with the compute axis of the explorer above, which ends at 500.

# %% demo measured minutes=2
for where in dict.fromkeys(["cpu", DEVICE.type]):
    second = 1 / seconds_for(MiniAlexNet(), world.images, world.labels, steps=1, device=where)
    print(f"{where}: {10 * second:,.0f} steps of 48 pictures in ten seconds")

# %% [markdown]
# ### More of everything, with a GPU
#
# Pictures of 64 × 64 instead of 32 × 32, five times as many, twelve times the steps, bigger batches. The cell first says
# how long that takes here. It goes on where there is a GPU; without one it leaves it.

# %% demo measured minutes=3
large = paint(256, size=64, seed=3)
needed = seconds_for(MiniAlexNet(), large.images, large.labels, steps=6_000, batch=128)
print(f"6,000 steps of 128 pictures of 64 × 64 would take about {needed / 60:.0f} minutes on this {DEVICE.type}")
if DEVICE.type == "cuda":
    large = paint(60_000, size=64, seed=3, device=DEVICE)
    held_out = paint(3_000, size=64, seed=4, device=DEVICE)
    scaled = train(MiniAlexNet(), large.images, large.labels, steps=6_000, batch=128)
    print(f"{evaluate(scaled.model, held_out.images, held_out.labels):.1%} right after {scaled.seconds:.0f} s")
