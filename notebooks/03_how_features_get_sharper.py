# %% [markdown]
# # 3 · How features get sharper, layer after layer
#
# A network sees a picture for the first time and says: cat, 96 %. Nobody told it what an ear is, nobody drew it
# a whisker. Somewhere between 3,072 numbers and three percentages it must have found something to go by. What?
# Open it, layer by layer, and look. Then do not believe your eyes: measure.

# %% [markdown] objectives
# **What you will be able to do**
#
# - make a map coarser and keep what matters, so that later layers see more → `max-pool`
# - say with one number what a unit of a network stands for → `dissection-iou`
# - test such a number before you believe it → `break-dissection-iou`
# - find out where a network looks, by covering one place after another → `occlusion`

# %% setup
import torch
import torch.nn.functional as F
from torch import Tensor

from helpers import charts, device, insight, theme
from helpers.checks import caught, compare, credit, expect, gradient, inputs, seen, waits_for
from helpers.data.pictures import CLASSES, paint
from helpers.insight import ladder
from helpers.training import predict
from helpers.training.stored import stored_net

DEVICE = device.best_device()
device.seed_everything(2012)

# %% [markdown]
# ## What stayed from lessons 1 and 2? Three questions
#
# Answer each without looking up, then unfold it.
#
# <details><summary>1. From lesson 2: somebody shows you slopes made by hand. How do you find out whether they are right?</summary>
#
# Compare them with an independent way to know, autograd or nudges in 64 bits, on data with several examples, both signs
# and nothing at zero.
# </details>
#
# <details><summary>2. From lesson 1: sure and wrong costs far more than unsure and wrong. Which loss says so, and how?</summary>
#
# Cross-entropy: minus the logarithm of the probability at the true class, which grows without limit as that goes to 0.
# </details>
#
# <details><summary>3. From either: one layer is worse than five. What has to stand beside that before you say "depth"?</summary>
#
# A single layer with as many weights, one that sees as much of the picture, and the spread over seeds.
# </details>

# %% [markdown]
# ## Look inside
#
# This is the network of lesson 1: five convolutions, then three percentages. Each column is a layer, and shows the three units that
# speak up most for this picture: where in it, what the unit likes best (a picture made to please it), what it likes best
# among real pictures, and a name that was measured. **Walk from left to right with a cat. Then take the mistake: a cat that it calls
# a dog. In which column does it go wrong?**

# %% demo minutes=2.5
from helpers.widgets.decoder import explore_decoder, show_decoder

show_decoder()

# %% [markdown]
# With a kernel there is more: other animals, four pictures painted to mislead, and a picture of your own.

# %% demo minutes=2
explore_decoder()

# %% [markdown]
# It looks like a ladder: edges on the left, then bits of a face, then legs and cats and cars. The story goes
# like this: the first layer finds *edges*, the second *textures and curves*, the third *parts* (eyes, ears, wheels), and the
# last asks whether an eye and ears and whiskers are there. It is a good story. We show it four times more in this lesson,
# each time with a number beside it, and at the end there is a verdict for every sentence of it.

# %% [markdown]
# ## Pixels become edges
#
# The first layer has 16 kernels of 5 × 5 pixels and three colours. Before training they are noise. Here they are afterwards,
# each stretched to full contrast. Which are edge detectors, as you built them by hand in lesson 1?

# %% demo minutes=1.5
net = stored_net()                                             # lesson 1's network, trained before
kernels = net.blocks[0][0].weight.detach()                     # (16, 3, 5, 5)
low, high = kernels.amin((1, 2, 3), keepdim=True), kernels.amax((1, 2, 3), keepdim=True)
theme.sheet((kernels - low) / (high - low), size=80, alt="16 kernels of 5 × 5 coloured pixels: a few are light on one side and "
            "dark on the other, most look like coloured noise")

# %% [markdown]
# A few are light on one side and dark on the other; most look like noise, and looking does not decide. So look at what they
# *say*: a cat, and six units' maps, one number for each of 16 × 16 places (bright is loud).

# %% demo minutes=1.5
world = paint(300, seed=31, masks=True)                        # pictures it has never seen, with a mask for every part
cat = world.images[(world.labels == 0).nonzero()[3, 0]]        # (3, 32, 32)
first = insight.layers(net, cat[None])[0][0]                   # (16, 16, 16): 16 units at 16 × 16 places
loud = first.flatten(1).std(1).argsort(descending=True)[:6]
theme.sheet([cat, *(first[loud] / first.amax())], size=150, columns=7, titles=["the cat", *(f"unit {unit}" for unit in loud)],
            alt="A painted cat, then six maps of the first layer: each lights up along some of its edges, none fills its inside")

# %% [markdown]
# ## Max-pooling: further on, a unit sees more and knows less exactly where
#
# One unit of the first layer sees 6 × 6 pixels. To find an ear it would have to see an ear. So after each of the first
# three convolutions the map is made coarser: of each 2 × 2 numbers only the largest stays.
#
# $$\begin{pmatrix}1&3&0&2\\4&2&1&1\\-5&-1&7&0\\-2&-3&6&8\end{pmatrix} \;\to\; \begin{pmatrix}4&2\\-1&8\end{pmatrix}$$
#
# "Somewhere here was an edge" is kept, exactly where is not. The next kernel, again 3 × 3 numbers, now covers twice as
# much of the picture. Through the five layers a unit sees 6, 12, 24, 40 and 56 pixels: from a stroke to more than all of it.

# %% [markdown]
# ### Exercise: max-pool
#
# Write it for a batch of maps and any window. The steps:
#
# 1. How many windows fit, down and across? Whole ones only: what is left over below and on the right is dropped.
# 2. Cut the maps into these windows. They lie side by side and do not overlap.
# 3. Keep the largest number of each. Numbers may be negative.
#
# You are done when the sixteen numbers above give 4, 2, −1, 8, and a map of 7 × 5 becomes 3 × 2 with `k=2`.
#
# <details><summary>Help 1: a question</summary>
#
# A row of 6 numbers, cut into pairs, is 3 × 2 numbers: one axis became two. Which two axes of the maps do you have to
# cut in the same way, and over which of the new ones do you then take the largest?
# </details>
#
# <details><summary>Help 2: the shapes</summary>
#
# `(N, C, H, W)` → cropped to whole windows → `(N, C, H // k, k, W // k, k)` → `(N, C, H // k, W // k)`.
# </details>
#
# <details><summary>Help 3: almost the code</summary>
#
# Crop: `maps[:, :, : rows * k, : columns * k]`. Then `unflatten` the last axis to `(columns, k)` and axis 2 to `(rows, k)`
# (or `reshape` to all six), and `.amax` over the two that are k long.
# Or two loops over rows and columns, with `.amax((2, 3))` of the window inside; start from an empty result.
# </details>

# %% exercise="max-pool" minutes=7 level=2
def max_pool(maps: Tensor, k: int) -> Tensor:
    """The largest number of each window of k × k; the windows lie side by side, and only whole ones count.

    maps (N, C, H, W) float; k a whole number, at least 1, at most H and W. Returns (N, C, H // k, W // k).
    """
    ### BEGIN SOLUTION
    rows, columns = maps.shape[2] // k, maps.shape[3] // k
    whole = maps[:, :, : rows * k, : columns * k]
    return whole.unflatten(3, (columns, k)).unflatten(2, (rows, k)).amax((3, 5))
    ### END SOLUTION

# %% check="max-pool" points=1
"""Where all numbers of a window are alike, does that number come out, and where one is larger, that one?"""
draw = inputs("max-pool")
maps, alike = draw.uniform(1, 2, 4, 6), draw.uniform(1, 2, 2, 3)
expect(max_pool(maps, 1)).equals(maps, hint="with k=1 every number is a window of its own")
expect(max_pool(maps, 2)).shape(1, 2, 2, 3, hint="one number for each window; rows before columns")
windows = alike.repeat_interleave(2, 2).repeat_interleave(2, 3)      # each number fills a window of 2 × 2
expect(max_pool(windows, 2)).equals(alike, hint="windows lie side by side: two rows and two columns each, none shared")
windows[:, :, 1::2, ::2] += 1                                        # one number of each window stands out
expect(max_pool(windows, 2)).equals(alike + 1, hint="the largest number of each window, wherever it stands")

# %% check="max-pool" points=1
"""Is it torch's max-pool for any size, window and sign?"""
draw = inputs("max-pool-any")
maps = draw.uniform(2, 3, 7, 5)
before = maps.clone()
expect(max_pool(maps, 2)).shape(2, 3, 3, 2, hint="only whole windows: 7 // 2 rows, 5 // 2 columns of them")
### BEGIN HIDDEN TESTS
expect(max_pool(maps, 2)).equals(F.max_pool2d(maps, 2), hint="what is left over is dropped, below and on the right")
expect(maps).equals(before, hint="leave the maps that you were given as they are")
below_zero = draw.normal(1, 2, 9, 10, mean=-5)
expect(max_pool(below_zero, 3)).equals(F.max_pool2d(below_zero, 3), hint="numbers may be negative: do not start from 0")
turned = draw.normal(2, 4, 6, 3).permute(0, 3, 2, 1)            # (2, 3, 6, 4), not in one piece in memory
expect(max_pool(turned, 2)).equals(F.max_pool2d(turned, 2), hint="which window does each number belong to?")
expect(max_pool(turned, 4)).equals(F.max_pool2d(turned, 4), hint="k may be more than half of a side")
### END HIDDEN TESTS

# %% demo minutes=1
with waits_for("max-pool"):
    shifted = cat.roll(1, 2)                                       # the same cat, one pixel further to the right
    maps = insight.layers(net, torch.stack([cat, shifted]))[0]     # (2, 16, 16, 16)
    for k in (1, 2, 4):
        a, b = max_pool(maps, k)
        print(f"windows of {k} × {k}: moving the cat by a pixel changes what is said by {(a - b).abs().mean() / a.abs().mean():.0%}")

# %% [markdown]
# ## What does a unit stand for? Three ways to ask
#
# **Show it what it likes**: start from noise and change the picture, step by step, until the unit is as loud as it gets
# ([Simonyan and others 2013](https://arxiv.org/abs/1312.6034)). **Find what it likes**: of 300 pictures, the places
# where it is loudest. Here are three units of each of the layers 1, 3 and 5:

# %% demo minutes=2.5
for layer, units in ((1, (5, 6, 9)), (3, (12, 37, 63)), (5, (5, 9, 21))):
    liked = insight.feature_pictures(net, layer, units)
    found = insight.top_examples(net, world.images, layer, count=3)
    tiles = [tile for made, unit in zip(liked, units) for tile in (made, *found.crops(world.images, unit))]
    titles = [title for unit in units for title in (f"unit {unit}", "found", "found", "found")]
    theme.sheet(tiles, titles=titles, columns=12, size=110, alt=f"Layer {layer}, units {units}: a made picture and three found ones for each")

# %% [markdown]
# Both can fool you. A made picture pleases the unit, but nobody will ever show it such a thing; and three examples are the three
# best of thousands: you see what it *sometimes* answers to, never what else does.
#
# **Measure the overlap** ([Bau and others 2017](https://arxiv.org/abs/1704.05796), *network dissection*): is the unit on
# where the concept is? Our pictures are painted, so we know for every pixel whether it belongs to an eye. Say a unit is *on*
# where it says most, in the top quarter of all places. Twelve places, in two pictures:
#
# | | picture 1 | picture 2 |
# |---|---|---|
# | the unit says | 9, 1, 8, 2, 0, 3 | 1, 7, 0, 2, 1, 0 |
# | it is on (top quarter: above 4) | **9**, 1, **8**, 2, 0, 3 | 1, **7**, 0, 2, 1, 0 |
# | an eye is there | yes, yes, yes, no, no, no | no, no, no, no, no, no |
#
# In *both*: 2 places (the 9 and the 8). In *at least one*: 4 (these, the 7, and the eye where it says 1). The overlap,
# **intersection over union**, is 2 / 4 = 0.5.

# %% [markdown]
# ### Exercise: what does a unit stand for?
#
# Write the overlap for one unit and one concept, over a whole batch of pictures. The steps:
#
# 1. **The threshold.** One number for the unit: the quantile `1 - share` of all that it says, in all pictures and places
#    together, as `torch.quantile` finds it.
# 2. **On** is where it says *more* than that. Not as much: a ReLU that says 0 nearly everywhere is not on everywhere.
# 3. Over all pictures together, count the places in both (on *and* in the mask), and those in at least one of them.
# 4. Divide. If there is no place in either, the answer is 0.
#
# You are done when the twelve numbers above give 0.5 with a share of ¼.
#
# <details><summary>Help 1: a question</summary>
#
# A unit is loud in one picture and nearly silent in another. Should it be on in as many places of each? What follows for
# where the threshold comes from, and for whether you count first and divide once, or divide in each picture?
# </details>
#
# <details><summary>Help 2: the shapes</summary>
#
# `maps` and `mask` are `(N, H, W)`; the threshold is one number; `on` is `(N, H, W)`, true or false; two counts; one
# number.
# </details>
#
# <details><summary>Help 3: almost the code</summary>
#
# `maps.quantile(1 - share)`, then `on = maps > threshold`. Both: `on & mask`. At least one: `on | mask`. `.sum()` counts
# what is true.
# </details>

# %% exercise="dissection-iou" minutes=8 level=2
def dissection_iou(maps: Tensor, mask: Tensor, share: float) -> float:
    """How well the places where a unit is on are the places of a concept: intersection over union, in [0, 1].

    maps (N, H, W) float: what the unit says; mask (N, H, W) bool: where the concept is; share in (0, 1): of the
    places, about how many count as on. Returns 0 where the unit is never on and the concept nowhere.
    """
    ### BEGIN SOLUTION
    on = maps > maps.quantile(1 - share)
    both, either = (on & mask).sum(), (on | mask).sum()
    return float(both / either.clamp(min=1))
    ### END SOLUTION

# %% check="dissection-iou" points=1
"""Is it 1 where a unit says exactly what the mask says, 0 where it says the opposite, and in between as you count it?"""
draw = inputs("dissection-iou")
level = draw.permutation(200).view(2, 10, 10).float()         # 0 … 199, each once
before, top = level.clone(), level >= 180                     # the tenth where the unit says most
expect(dissection_iou(level, top, 0.1)).close_to(1, hint="on: where it says more than the quantile 1 − share")
expect(level).equals(before, hint="leave what you were given as it is")
expect(dissection_iou(-level, top, 0.1)).close_to(0, hint="on is where the unit says much, not where it says little")
half = (level >= 190) | (level < 10)                          # 10 places of the 20 that are on, and 10 others
expect(dissection_iou(level, half, 0.1)).close_to(1 / 3, hint="count both (and), count either (or), divide")
quiet = 0.5 + level.clamp(min=195)                            # it says the same nearly everywhere
expect(dissection_iou(quiet, level >= 190, 0.1)).close_to(4 / 10, hint="more than the threshold, not as much: > and not ≥")

# %% check="dissection-iou" points=1
"""Is there one threshold for all pictures, and does it follow the share?"""
from sklearn.metrics import jaccard_score

draw = inputs("dissection-iou-threshold")
maps, mask = draw.permutation(720).view(6, 12, 10).float() / 40, draw.uniform(6, 12, 10) < 0.2
expect(dissection_iou(maps, mask, 0.05)).between(0, 1, hint="both is never more than either")
### BEGIN HIDDEN TESTS
rule = "the threshold is one quantile of all that the unit says, in all pictures: `1 - share`"
for share, said in ((0.05, maps), (0.2, 3 * maps - 100), (0.1, maps + 20 * torch.arange(6.0)[:, None, None])):
    on = said >= said.flatten().sort().values[-round(720 * share)]
    truth = jaccard_score(mask.flatten().numpy(), on.flatten().numpy())
    expect(dissection_iou(said, mask, share)).close_to(truth, hint=rule)
### END HIDDEN TESTS

# %% check="dissection-iou" points=1
"""Are places counted over all pictures before anything is divided?"""
draw = inputs("dissection-iou-count")
maps, nowhere = draw.permutation(240).view(4, 6, 10).float(), torch.zeros(4, 6, 10, dtype=torch.bool)
expect(dissection_iou(maps, nowhere, 0.1)).equals(0, hint="a concept that is nowhere has nothing in both")
### BEGIN HIDDEN TESTS
few = nowhere.clone()
few[1, :3] = True                                             # the concept is in one picture only
before, both, on = (maps.clone(), few.clone()), (few & (maps >= 192)).sum(), 48
truth = both / (few.sum() + on - both)
expect(dissection_iou(maps, few, 0.2)).close_to(truth, hint="count over all pictures, then divide once")
expect((maps, few)).equals(before, hint="leave what you were given as it is")
expect(dissection_iou(maps, maps == 239, 0.004)).equals(1, hint="one place in 240: on there and nowhere else")
expect(dissection_iou(torch.ones(4, 6, 10), nowhere, 0.1)).equals(0, hint="neither is anywhere: then the answer is 0")
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise: break it
#
# Whole papers rest on such a number, so it deserves a test. Write one: it is handed *somebody's* `dissection_iou` and says
# `True` or `False`. Refuse a right one: no points. Otherwise you get the share of the wrong ones that you catch. They
# make the mistakes people make: another share, a threshold for each picture, an average of averages, a formula that is
# nearly right.
#
# Compute the truth yourself, in two lines, and compare with a tolerance of `1e-3`. The art is in what you feed them: more
# than one picture, more than one share, and a unit that says nothing but 0.
#
# <details><summary>Help 1: a question</summary>
#
# With random numbers, each picture is like every other. How would you make one for which a threshold of its own is plainly
# another than that of all?
# </details>
#
# <details><summary>Help 2: the shapes</summary>
#
# A unit: `torch.randn(4, 9, 8)`. A mask that has to do with it: `unit > 0.5`. The unit in four pictures, each louder than
# the one before: `unit + 2 * torch.arange(4)[:, None, None]`; the same with a minus; a silent unit, `0 * unit`. Shares: 0.05,
# 0.3, 0.2, 0.1.
# </details>
#
# <details><summary>Help 3: almost the code</summary>
#
# For each pair of maps and share: `on` as in your own function, the truth as both over either, theirs from
# `dissection_iou(maps, mask, share)`; not right if the two are more than 0.001 apart (or theirs is no number: write
# `not abs(…) < 1e-3`). After all of them: right.
# </details>

# %% exercise="break-dissection-iou" minutes=6 level=2
def is_right(dissection_iou) -> bool:
    """Say whether `dissection_iou(maps, mask, share)` is right: one threshold, one count, one division."""
    ### BEGIN SOLUTION
    unit = torch.randn(4, 9, 8)
    mask, loud = unit > 0.5, unit + 2 * torch.arange(4)[:, None, None]    # each picture is louder than the one before
    for maps, share in ((loud, 0.05), (loud, 0.3), (-loud, 0.2), (0 * loud, 0.1)):
        on = maps > maps.quantile(1 - share)
        truth = (on & mask).sum() / (on | mask).sum()
        if not abs(float(dissection_iou(maps, mask, share)) - truth) < 1e-3:
            return False
    return True
    ### END SOLUTION

# %% check="break-dissection-iou" points=2
"""Does your test accept right functions and catch wrong ones?"""
def iou(on=lambda m, s: m > m.quantile(1 - s), rate=lambda a, b: (a & b).sum() / (a | b).sum().clamp(min=1)):
    return lambda maps, mask, share: rate(on(torch.as_tensor(maps).cpu(), share), torch.as_tensor(mask).cpu() > 0)

over = lambda bottom: iou(rate=lambda a, b: (a & b).sum() / bottom(a, b).clamp(min=1))
right = {"you refuse the function of the lesson": iou()}
wrong = [iou(lambda m, s: m > m.quantile(s)), over(lambda a, b: b.sum())]
### BEGIN HIDDEN TESTS
wrong += [iou(lambda m, s: torch.stack([x > x.quantile(1 - s) for x in m])), iou(lambda m, s: m >= m.quantile(1 - s))]
each = lambda a, b: torch.stack([(x & y).sum() / (x | y).sum().clamp(min=1) for x, y in zip(a, b)])
wrong += [iou(rate=lambda a, b: each(a, b).mean()), iou(lambda m, s: m > m.quantile(0.95)), over(lambda a, b: a.sum())]
wrong += [over(lambda a, b: a.sum() + b.sum()), over(lambda a, b: (a.sum() + b.sum()) / 2), lambda m, b, s: iou()(m[:1], b[:1], s)]
wrong += [iou(rate=lambda a, b: (a == b).float().mean()), iou(lambda m, s: m.abs() > m.abs().quantile(1 - s))]
right["64 bits are right too: allow a little rounding"] = lambda m, b, s: float(iou()(torch.as_tensor(m).double(), b, s))
### END HIDDEN TESTS
credit(caught(is_right, wrong, "loud picture, silent unit, two shares", right=right, draw=inputs("break-iou")) / len(wrong))

# %% [markdown]
# Now ask a unit of the last layer. Its map has 4 × 4 places; drawn out over the picture it has 32 × 32:

# %% demo minutes=1.5
with waits_for("dissection-iou"):
    names = ["edge_horizontal", "edge_vertical", "stripes", "curve", "eye", "muzzle", "wheel", "window", "head"]
    for layer, unit in ((1, 5), (3, 63), (5, 9), (5, 21)):
        said = insight.upsample(insight.layers(net, world.images)[layer - 1])[:, unit]       # (300, 32, 32)
        overlap = {name: dissection_iou(said, world.masks[name], 0.02) for name in names}
        best = sorted(overlap, key=overlap.get, reverse=True)[:3]
        print(f"layer {layer}, unit {unit:2}:", ",  ".join(f"{name} {overlap[name]:.2f}" for name in best))

# %% [markdown]
# A unit of the first layer, an eye unit, a muzzle unit, a wheel unit. Numbers around 0.1 look small, but an eye is two or
# three pixels here, and a map of 4 × 4 places is coarse; Bau and others speak of a detector from 0.04 on. And mind what the number
# cannot say: it favours large concepts over thin ones, and it names the best of *our* list. A unit that answers to orange on white
# gets called "muzzle", if that is what muzzles are made of.

# %% [markdown]
# ## The ladder, measured
#
# The story says: edges early, parts late. So take a fair question, the same for every layer: *here is a square of 8 × 8
# pixels: is there an edge (a texture, a curve, a part) in it?* Of each layer, take the single unit that answers best, chosen on
# some pictures and judged on others. The score is the **AUC**: show it a square with and one without; how often does it
# say more to the one with? 0.5 is guessing, 1 is never wrong. And a ladder needs controls: the same network with random weights, and
# one trained just as long on *shuffled labels*, which has learned, but nothing about cats.

# %% predict="edges" options="everything gets better from layer to layer, edges too|edges are found best early, and worse and worse after that|edges are found equally well in every layer"
# In which layer does the best unit find edges best, and how does that go on?

# %% demo minutes=3
kinds = {"trained": "five layers", "random": "random weights", "shuffled": "shuffled labels"}
units = {name: ladder.selectivity(kind, by="units") for name, kind in kinds.items()}    # group → (seeds, layers)
edges = units["trained"]["edges"].mean(0)
compare(prediction, sure, measured="B" if edges[0] - edges[-1] > 0.05 else "A" if edges[-1] - edges[0] > 0.05 else "C")
groups = ("edges", "textures", "curves", "parts")
words = "; ".join(f"{group} " + " ".join(f"{auc:.2f}" for auc in units["trained"][group].mean(0)) for group in groups)
theme.show(charts.rungs(units, groups), alt="Best unit by layer, trained, beside random and shuffled, mean of three seeds: " + words)

# %% [markdown]
# So, over three seeds. **Edges early: true.** The best unit of the first layer finds edges with an AUC of 0.82, that of the
# last with 0.60. **Edges are forgotten: true**, and training does that, even on shuffled labels; random weights keep
# far more. **Parts late: true.** From 0.74 to 0.87, where random weights end at 0.77, and shuffled labels at 0.60: the same
# steps, and nothing found worth keeping. **A rung of textures and curves in between: not in single units.** The best unit for them is
# no better in the second layer than in the first, and later ones fall behind random weights: forgotten, like edges.
#
# Single units are one way to ask. What could be read from a *whole layer* with a straight cut (a linear probe)?

# %% demo minutes=1.5
whole = {name: ladder.selectivity(kind) for name, kind in kinds.items()}
for group in groups:
    for name, found in whole.items():
        spread = "  ".join(f"{low:.2f}–{high:.2f}" for low, high in zip(found[group].amin(0), found[group].amax(0)))
        print(f"{group:9}{name:9}{spread}")

# %% [markdown]
# Edges and parts as before, but gentler, and now curves and textures do gain from layer 1 to 2. And mind the controls: from a layer
# of *random* kernels a straight cut reads edges nearly as well. What is in a layer as a whole, and what one unit
# stands for, are two questions; whoever shows you one number should say which it answers.
#
# And yours, here and now, with another seed than the stored ones:

# %% demo measured minutes=1.5
from helpers.models.alexnet import MiniAlexNet
from helpers.training import evaluate, seconds_for, train

learn, fresh = paint(12_000, seed=71, device=DEVICE), paint(400, seed=72, masks=True)
torch.manual_seed(3)
mine = MiniAlexNet().to(DEVICE)
print(f"about {seconds_for(mine, learn.images, learn.labels, steps=500):.0f} s to train here, on {device.describe(DEVICE)}")
if DEVICE.type != "cpu":
    print(f"(on this machine's CPU: {seconds_for(MiniAlexNet(), learn.images, learn.labels, steps=500, device='cpu'):.0f} s)")
run = train(mine, learn.images, learn.labels, steps=500, seed=3)
print(f"{evaluate(mine, fresh.images, fresh.labels):.1%} of new pictures right after {run.seconds:.0f} s")

# %% demo measured minutes=0.5
best = insight.best_units(mine.cpu(), world, fresh)                # concept → (unit, AUC), layer by layer
row = insight.by_group({name: [score for _, score in pairs] for name, pairs in best.items()})
for group in groups:
    print(f"yours: {group:9}", "  ".join(f"{score:.2f}" for score in row[group]))

# %% [markdown]
# ## "With one or two layers, only shallow features": a slope, not a wall
#
# Probe networks of fewer layers in the same way, each at its *last* layer, and put beside that what they are good for. The
# single layers are lesson 1's: one as the first of the five, one with as many weights, one with as wide a view.

# %% predict="by-hand" options="under 50 %|about 75 %|about 95 %, like five layers"
# Before 2012, features were designed by people: histograms of edge directions (*HOG*), and a support vector machine on top.
# What does that reach on our pictures, where five layers reach 97 %?

# %% demo minutes=2
reached = ladder.accuracies()
compare(prediction, sure, measured=sum(reached["HOG + SVM"]) / 3, options="40 %|75 %|95 %")
theme.show(charts.spread(reached, "new pictures right", chance=1 / 3), alt=charts.in_words(reached))

# %% demo minutes=1
for name in ("one layer", "two layers", "three layers", "five layers"):
    parts = ladder.selectivity(name)["parts"][:, -1]
    print(f"{name:13} parts, last layer: {parts.min():.3f}–{parts.max():.3f}   {ladder.seconds()[name]:4.0f} CPU s to learn")
for name in ladder.HAND_MADE:
    print(f"{name:14} {'':33} {ladder.seconds()[name]:4.0f} CPU s to learn")

# %% [markdown]
# Parts, read from the last layer: one layer 0.80, two 0.88, three 0.95, five 0.97. A slope, not a wall; a single layer as wide
# as the picture stays lowest of all, so it is not the view that does it. But the *use* of these features falls off a cliff:
# 97 %, 97 %, 85 %, 52 %. And what was made by hand? A bank of edge filters, which is what the first layer finds, and a straight
# cut through them: about as good as one layer, 57 %. HOG, years of thought about how to gather edges: about three of four, for
# about the same seconds as five layers. Nobody had to design the better ones; but 12,000 labels had to be given, and with
# shuffled labels there is nothing.

# %% [markdown]
# ## "An eye AND ears AND whiskers: a cat"?
#
# That is a claim about a table of eight numbers, as in lesson 1. Our pictures are painted, so we can paint the *same* cat
# again without its eyes, ears or whiskers: same pose, light, clutter and noise, to the last bit.

# %% demo minutes=1
from helpers.data.pictures import render

cats = insight.cats(200, seed=9)                               # well lit, nothing in front of them
gone = [(), ("eye",), ("ear",), ("whiskers",), ("eye", "ear", "whiskers")]
same = torch.cat([render(cats[:1], without=parts).images for parts in gone])
said = [f"cat {share[0]:.0%}" for share in predict(net, same).softmax(1)]
theme.sheet(same, titles=said, columns=5, alt="One cat whole, without eyes, ears, whiskers, and without all: " + ", ".join(said))

# %% predict="whiskers" options="hardly any: one of the three is missing|about half of them|more than eight of ten"
# Suppose whiskers alone are taken away. How many of 200 cats does the network still call cats?

# %% demo minutes=2.5
eight = insight.conjunction(net, cats)                         # scores and shares, (2, 2, 2, 200): eyes, ears, whiskers
called = (eight.logits > 0).float().mean(-1)                   # (2, 2, 2): share of the cats that it calls cats
compare(prediction, sure, measured="C" if called[1, 1, 0] > 0.8 else "B" if called[1, 1, 0] > 0.25 else "A")
names = ["no eyes", "eyes", "no ears", "ears", "no whiskers", "whiskers"]
words = f"with all three {called[1, 1, 1]:.0%}, without whiskers {called[1, 1, 0]:.0%}, with none {called[0, 0, 0]:.0%}"
theme.show(charts.cube(called, names), alt=f"Share of the cats called cats, by what is there: {words}")

# %% [markdown]
# An AND would have one high number and seven low ones. A plain **sum** of evidence would have effects that do not depend on
# each other. Split the scores (how far the cat's logit lies above the larger of the others) as in lesson 1: what each part
# brings on average, how much two together bring beyond that, and all three.

# %% demo minutes=1
parts, others = ("eyes", "ears", "whiskers"), ladder.interplay()   # others: three networks trained on other pictures
for (axes, effect), three in zip(insight.effects(eight.logits.mean(-1)).items(), others.values()):
    name = " and ".join(parts[axis] for axis in axes) or "on average"
    print(f"{name:26} {effect:+.2f}     in three others: {'  '.join(f'{value:+.2f}' for value in three)}")
bare = ladder.mixtures()[:, 0, 0, 0]                            # none of the three parts
print(f"none of the three, and still called cat: {called[0, 0, 0]:.0%}   in three others: {'  '.join(f'{share:.0%}' for share in bare)}")

# %% [markdown]
# Each part adds, whiskers and eyes most; so it is in three more networks, trained on other pictures. Wherever two meet, they
# bring *less* than the two alone, or (eyes with ears) no more: the opposite of an AND, where a part is worth something only if
# the others are there. It is a sum with a ceiling, nearer to an OR: one good reason will do. And even with none of the three,
# more than a quarter of the cats are still called cats, by muzzle, body and tail.
#
# Does it therefore fall for every trick? Four pictures painted to mislead:

# %% demo minutes=1
tricks = {name: render(traits).images[0] for name, traits in insight.confounded().items()}
shares = predict(net, torch.stack(list(tricks.values()))).softmax(1)
said = [f"{CLASSES[share.argmax()]} {share.max():.0%}" for share in shares]
theme.sheet(list(tricks.values()), titles=said, columns=4, size=220,
            alt="; ".join(f"a {name}: it says {words}" for name, words in zip(tricks, said)))

# %% [markdown]
# A dog with a cat's ears; one with ears and whiskers; a cat with folded ears and no whiskers; a car whose lamps look like
# eyes. Where there are many reasons, no single false one turns the answer. (The decoder above has
# a real mistake. What may have turned that one?)

# %% [markdown]
# ## To stand for something is not yet to matter
#
# A unit that goes along with eyes might still be one that nobody listens to. So silence the units that stand for eyes, in
# one layer, and count; and beside it, as a control, as many random others:

# %% demo minutes=2
test = paint(500, seed=33)
for layer in (3, 5):
    nearest = insight.correlations(net, world)[layer - 1].argmax(1)     # for each unit, the concept it goes along with most
    units = [unit for unit, concept in enumerate(nearest) if insight.CONCEPTS[concept] == "eye"]
    found = insight.fall(net, test, layer, units, draws=3)             # (true class, answer), each in its turn
    rows = {"before": found.before, f"{len(units)} eye units silent": found.silenced, "as many others": found.control}
    print(f"layer {layer}   ", ";   ".join(
        f"{name}: " + ", ".join(f"{kind}s {share:.0%}" for kind, share in zip(CLASSES, row.diag())) for name, row in rows.items()))
    cats_left = "  ".join(f"{share:.0%}" for share in ladder.silence(layer)["silenced"][:, 0])
    print(f"{'':10} in three others, their eye units silent: cats {cats_left}")

# %% [markdown]
# In layer 3 of this network, seven units of 64 carry the cat: without them fewer than half of the cats are left, and dogs and
# cars do not notice. Other seven: nothing happens. Is that how such networks *are*? Three others, same recipe, other pictures: one
# loses even more cats, one a fifth of them, one next to none. Had we looked at one network only, we would have told you a
# law. In layer 5 all four agree: the units that go along with eyes *best of all* can fall silent, and next to nothing happens: by
# then the others have been told. What a unit stands for, and whether anything depends on it, are two questions.

# %% [markdown]
# ## Where does it look? Cover a place and ask again
#
# All this needed to look inside. Here is a question to a network that needs nothing but its answer
# ([Zeiler and Fergus 2013](https://arxiv.org/abs/1311.2901)): lay a grey square over the picture and see how far the probability falls. Slide
# it over the picture: where it falls far, there was something that the answer depends on. On paper: a row of eight pixels, a
# "network" that says 0.9 where the third is white and 0.2 where it is not, a white row, and a grey square of two pixels that
# moves on by two. It covers pixels 1–2 (falls by 0), 3–4 (falls by 0.7), 5–6 (0) and 7–8 (0): the answer is 0, 0.7, 0, 0.

# %% [markdown]
# ### Exercise: cover a place and ask again
#
# Write it for any network. `probability` is a function: it takes pictures `(B, 3, H, W)` and gives back the class's
# probability for each, `(B,)`. The steps:
#
# 1. Ask for the probability of the picture as it is.
# 2. The square starts at the top left corner and moves on by `step` pixels, across and down, as long as it lies within the
#    picture as a whole: as a convolution's window does.
# 3. At each place: paint all three colours of the square grey (0.5), *on a copy*, ask again, and note by how much the
#    probability **fell**. Where it rises, the number is negative.
#
# You are done when a grey picture gives zeros everywhere, and a network that looks at one pixel only gives zeros but where
# the square covers that pixel.
#
# <details><summary>Help 1: a question</summary>
#
# A window of 8 in a row of 32 pixels, moved on by 4: at which pixels does it start? How many are these?
# </details>
#
# <details><summary>Help 2: the shapes</summary>
#
# `(height − square) // step + 1` rows, and likewise columns. `probability` wants an axis in front: `image[None]` is
# `(1, 3, H, W)`, and its answer is `(1,)`. Or collect the copies and ask for all of them at once.
# </details>
#
# <details><summary>Help 3: almost the code</summary>
#
# Two loops, `for top in range(0, height - square + 1, step)` and the same for `left`. Inside: `covered = image.clone()`, then
# `covered[:, top : top + square, left : left + square] = 0.5`. Append `covered`; in the end `torch.stack` them, ask once,
# subtract, and `reshape` to rows and columns.
# </details>

# %% exercise="occlusion" minutes=9 level=2
def occlusion(probability, image: Tensor, square: int, step: int) -> Tensor:
    """How far the probability falls when a grey square covers each place of a picture.

    probability: pictures (B, 3, H, W) → (B,); image (3, H, W) float in [0, 1]; square, step: whole numbers, in pixels.
    Returns ((H - square) // step + 1, (W - square) // step + 1).
    """
    height, width = image.shape[1:]
    ### BEGIN SOLUTION
    tops, lefts = range(0, height - square + 1, step), range(0, width - square + 1, step)
    covered = image.repeat(len(tops), len(lefts), 1, 1, 1)
    for row, top in enumerate(tops):
        for column, left in enumerate(lefts):
            covered[row, column, :, top : top + square, left : left + square] = 0.5
    fell = probability(image[None]) - probability(covered.flatten(0, 1))
    return fell.view(len(tops), len(lefts))
    ### END SOLUTION

# %% check="occlusion" points=1
"""Does only what the network looks at matter, and does grey in place of grey change nothing?"""
draw = inputs("occlusion")
image = draw.uniform(3, 6, 9)
pixel = lambda x: torch.as_tensor(x).cpu()[:, 1, 2, 4].clone()      # a network that looks at one green number only
fell = occlusion(pixel, image, 3, 3)
expect(fell).shape(2, 3, hint="whole squares only: (H − square) // step + 1 rows, and likewise columns")
seen_there = torch.zeros(2, 3)
seen_there[0, 1] = image[1, 2, 4] - 0.5
expect(fell).close_to(seen_there, hint="before less after, and only the square that covers row 2, column 4")
plain = torch.full((3, 6, 9), 0.5)
expect(occlusion(lambda x: torch.as_tensor(x).cpu().mean((1, 2, 3)), plain, 3, 3)).close_to(torch.zeros(2, 3), hint="grey is 0.5")

# %% check="occlusion" points=2
"""Is it right for any square and step, in all three colours, one square at a time?"""
draw = inputs("occlusion-any")
image, weights = draw.uniform(3, 11, 8), draw.normal(3, 11, 8, scale=0.1)
network = lambda x: (torch.as_tensor(x).cpu() * weights).sum((1, 2, 3))   # a sum: each square's fall is its own sum
expect(occlusion(network, image, 4, 2)).shape(4, 3, hint="whole squares only; they overlap where the step is shorter")
### BEGIN HIDDEN TESTS
before = image.clone()
for square, step in ((4, 2), (3, 5), (1, 1), (8, 3)):
    falls = F.avg_pool2d(((image - 0.5) * weights).sum(0)[None], square, step)[0] * square**2
    hint = "one square at a time, all three colours, rows from the top: how much less than without it?"
    expect(occlusion(network, image, square, step)).close_to(falls, atol=1e-4, hint=hint)
expect(image).equals(before, hint="paint on a copy: leave the picture that you were given as it is")
### END HIDDEN TESTS

# %% [markdown] minutes=4
# ## In your own words
#
# In at most 80 words: a headline says "Neuron for *eye* found: this is how the network recognises cats". What has to be
# measured before you believe that, and what did *you* measure? Write it in the next cell, then unfold the rubric.

# %% [markdown] written="eye-neuron" points=0
# That a unit goes along with eyes needs its overlap with eyes, beside other concepts and a random network. That the
# network uses it needs silencing, beside as many other units: in layer 3 seven eye units carried half of the cats, in layer 5
# such units carried almost nothing. And eyes are not how it recognises cats: with ears and whiskers, but no eyes, more than
# nine of ten were still called cats. I would claim this for this network and these painted pictures only.

# %% [markdown]
# <details><summary>The rubric: unfold it after you have written</summary>
#
# One point each: (1) it tells *goes along with* from *is used*; (2) it names a control: random weights or as many other
# units; (3) it gives a measured number of its own; (4) it limits the claim, and has at most 80 words.
# </details>

# %% [markdown]
# ## Now with yours
#
# Your `occlusion` asks this lesson's network where it looks, for a picture that it gets right and one that it gets
# wrong. Beside it, what a helper would do who may look inside: the slope of the score for each pixel, by autograd.

# %% demo minutes=2
def slopes(image, label):
    """How strongly each pixel moves the score of a class: (32, 32)."""
    pixels = image.clone().requires_grad_()
    (slope,) = torch.autograd.grad(net(pixels[None])[0, label], pixels)
    return slope.abs().amax(0)

def lit(image, heat):
    """The picture, bright where the heat (h, w) is high and dark where it is low."""
    heat = F.interpolate(torch.as_tensor(heat).float().clamp(min=0)[None, None], size=(32, 32), mode="bilinear")[0, 0]
    return image * (0.25 + 0.75 * heat / heat.amax().clamp(min=1e-6))

# %% demo minutes=2
shares = predict(net, world.images).softmax(1)
wrong = (shares.argmax(1) != world.labels).nonzero()[0, 0]
with waits_for("occlusion"):
    tiles, said = [], []
    for image, share in ((cat, predict(net, cat[None]).softmax(1)[0]), (world.images[wrong], shares[wrong])):
        label = share.argmax().item()
        heat = occlusion(lambda x: predict(net, x).softmax(1)[:, label], image, 8, 2)        # (13, 13)
        tiles += [image, lit(image, heat), lit(image, slopes(image, label))]
        said += [f"{CLASSES[label]} {share[label]:.0%}", "covered", "slope"]
    theme.sheet(tiles, titles=said, columns=6, alt="A cat and a mistaken picture, each as it is, lit by your occlusion, and lit by the slopes")

# %% [markdown]
# The two need not agree: yours asks what happens without a whole place, the slope asks what a touch more of one pixel would do.
# And `max_pool` inside the network, in the place of torch's:

# %% demo minutes=1
def answer(images, pool):
    """The network's answers, with another max-pool in its first three blocks: its parts are conv, pool, norm, ReLU."""
    maps = 2 * images - 1
    for block in net.blocks:
        conv, *pooled, norm, relu = block
        maps = relu(norm(pool(conv(maps), 2) if pooled else conv(maps)))
    return net.classify(maps.mean((2, 3))).argmax(1)

with waits_for("max-pool"), torch.no_grad():
    agree = (answer(world.images, max_pool) == answer(world.images, F.max_pool2d)).float().mean()
    print(f"with your max-pool it answers as with torch's on {agree:.0%} of {len(world)} pictures")

# %% [markdown]
# ## The verdict, sentence by sentence
#
# | The story says | What was measured here, on a painted world, each over three networks at least |
# |---|---|
# | The first layer learns edges | **True**, a little: random kernels are edge detectors as well; training sharpens them. |
# | The second combines them into textures and curves | **Partly.** The whole layer knows more of them than the first; no single unit stands for them. |
# | The third, into parts | **True, and gradually**: better from layer to layer; random weights stay far behind. |
# | Without any human guidance | **Partly.** Nobody drew the filters; people gave 12,000 labels, and without them (shuffled) there are no parts. |
# | The last asks for eye AND ears AND whiskers | **Not true here**, in four networks: a sum with a ceiling, any good reason will do. |
# | With one or two layers only shallow features | **A slope, not a wall**: parts can be read from one layer, a little; accuracy falls from 97 % to about 85 and 52. |
# | No more features by hand | **True here**: edge filters get 57 % of the pictures, HOG 76 %, learned ones 97 %. |

# %% [markdown]
# ## What people get wrong
#
# | People say | What you measured or read |
# |---|---|
# | A feature picture shows what a unit means | It shows what pleases it most, which it never meets. Overlap and silence say more. |
# | Each unit stands for one thing | By name, yes: we gave it the nearest of 22 names. Most overlaps are below 0.15. |
# | Deeper layers know everything better | Edges are *forgotten*: what the answer does not need is thrown away. |
# | A probe finds it, so the network uses it | A probe finds edges in random weights as well. Silence the units and look. |
# | It sees a cat because it sees whiskers | Without whiskers more than eight of ten are still cats. |

# %% [markdown]
# ## What stays? Three questions
#
# Answer each without looking up, then unfold it. In two days, ask yourself again.
#
# <details><summary>1. Why does dissection take one threshold for a unit over all pictures, and not one for each?</summary>
#
# With its own threshold, a unit would be on in every picture, also where it has nothing to say.
# </details>
#
# <details><summary>2. A probe reads "ear" from layer 4 with an AUC of 0.95. Which two controls do you ask for?</summary>
#
# The same layer with random weights; other pictures for fitting than for judging.
# </details>
#
# <details><summary>3. From lesson 1: "they need each other" is a number. Which, and what is it for a plain sum?</summary>
#
# The interaction contrast, a difference of differences: 0 for a sum.
# </details>

# %% [markdown]
# ## Takeaways
#
# - Pooling lets later layers see more and know less exactly where.
# - Edges early, parts late, edges forgotten: measured beside random weights and shuffled labels. No rung for textures.
# - One threshold, one count, one division: test a number before you build a story on it.
# - Standing for something and mattering are two things: silence it, beside as many others.
# - The cat is a sum of good reasons, not an AND.
#
# **Next:** lesson 4, a timeline of architectures: six ideas, six working models.

# %% [markdown]
# # Further
#
# The lesson ends above. What follows is for those who want more: none of it is needed later, and its exercises are worth
# no points unless your teacher says so.

# %% [markdown]
# ### Exercise: AUC from ranks
#
# Every "how well does it find edges" of this lesson is an AUC: take one place where the concept is and one where it is not;
# how often is the unit's number higher at the first? Ties count half. Counting all pairs takes $n^2$ comparisons; ranks
# take one sort. The steps:
#
# 1. Rank all scores together from 1 up; equal scores all get the mean of the ranks that they take up (*midranks*).
# 2. Add up the ranks of the $p$ positives. The least that this can be is $p (p + 1) / 2$: take that away. What is left
#    counts the negatives below each positive.
# 3. Divide by the number of pairs, $p \cdot n$.
#
# <details><summary>Help 1: a question</summary>
#
# Scores 3, 5, 5, 8: which ranks would the two fives take up, and what is their mean?
# </details>
#
# <details><summary>Help 2: the shapes</summary>
#
# `scores.unique(return_inverse=True, return_counts=True)` gives the different values `(U,)`, for each score which of them
# it is `(N,)`, and how often each occurs `(U,)`. Midranks: `(U,)`, then `(N,)` by indexing.
# </details>
#
# <details><summary>Help 3: almost the code</summary>
#
# The last rank of each value is `counts.cumsum(0)`; its midrank is that less `(counts - 1) / 2`. Or take the easy way:
# compare each positive with all negatives, `>` plus half of `==`, and take the mean.
# </details>

# %% exercise="auc" further=true minutes=8 level=2
def auc(scores: Tensor, positive: Tensor) -> float:
    """The chance that a positive has a higher score than a negative; a tie counts half.

    scores (N,) float; positive (N,) bool, some true and some false. Returns a number in [0, 1].
    """
    ### BEGIN SOLUTION
    _, place, counts = scores.unique(return_inverse=True, return_counts=True)
    midranks = counts.cumsum(0) - (counts - 1) / 2
    p, n = positive.sum(), (~positive).sum()
    return float((midranks[place][positive].sum() - p * (p + 1) / 2) / (p * n))
    ### END SOLUTION

# %% check="auc" points=0
"""Is it 1 where all positives are above, 0 where all are below, ½ where all are equal, and scikit-learn's in between?"""
from sklearn.metrics import roc_auc_score

draw = inputs("auc")
scores, positive = draw.normal(30), torch.arange(30) < 10
expect(auc(positive.float(), positive)).close_to(1, hint="every positive is above every negative")
expect(auc(-positive.float(), positive)).close_to(0, hint="no positive is above a negative")
expect(auc(scores, positive)).close_to(roc_auc_score(positive.numpy(), scores.numpy()), hint="rank all scores together")
### BEGIN HIDDEN TESTS
coarse, truth = draw.integers(60, high=4).float(), draw.uniform(60) < 0.3
expect(auc(torch.zeros(30), positive)).close_to(0.5, hint="ties count half: equal scores share the mean of their ranks")
expect(auc(coarse, truth)).close_to(roc_auc_score(truth.numpy(), coarse.numpy()), hint="ties count half, whatever the order")
expect(auc(3 * scores - 9, positive)).close_to(auc(scores, positive), hint="only the order matters, not the size or the sign")
### END HIDDEN TESTS

# %% [markdown]
# ## How fine does a name have to be?
#
# The overlap called first-layer units "muzzle" and "nose": where orange meets white there often is one, and an edge is thin, so
# its overlap with anything is small. A fairer question for a thin concept asks square by square: does the unit say more
# where an edge is *somewhere near*? Here the nearest concept of each unit by correlation over squares of 8 × 8 pixels:

# %% demo minutes=2
for layer, found in enumerate(insight.correlations(net, world), start=1):
    names = [insight.CONCEPTS[place] for place in found.argmax(1)]
    counts = {group: sum(name in members for name in names) for group, members in insight.GROUPS.items()}
    print(f"layer {layer}:", ", ".join(f"{count} {group}" for group, count in counts.items() if count))

# %% demo minutes=1
named = {name: ladder.named(kind) for name, kind in kinds.items()}              # group → (seeds, layers)
words = "; ".join(f"{name}: last layer {found['parts'][:, -1].mean():.0%} parts" for name, found in named.items())
theme.show(charts.named_units(named), alt="Share of each layer's units by the group of their nearest concept. " + words)

# %% [markdown]
# The ladder again, where it is trained: edges, then edges and parts, then parts and wholes; no textures, no curves. But the first
# layer of *random* kernels is all edges as well: nearly any small kernel answers to edges. Two ways to name, two answers: a name is a
# measurement, too.

# %% [markdown]
# ### Exercise: which way does an edge run?
#
# A first-layer kernel, or a patch of a picture, has a slope at each pixel: `across` and `down`. Their plain mean is no use:
# on the two sides of a dark line slopes point opposite ways and cancel. The **structure tensor** adds up their *squares*
# and products, in which opposite ways are the same way:
#
# $$J = \begin{pmatrix} \sum a^2 & \sum a d \\ \sum a d & \sum d^2 \end{pmatrix}, \qquad
#   \theta = \tfrac12 \operatorname{atan2}\left(2 \sum a d,\; \sum a^2 - \sum d^2\right)$$
#
# θ is the direction in which the brightness changes most, from "to the right" (0°) over "down and to the right" (45°) to
# "down" (90°): the edge itself runs at a right angle to it. How *sure* is it? The **coherence** says: 1 where all slopes are
# parallel, 0 where no direction is preferred,
# $\sqrt{(\sum a^2 - \sum d^2)^2 + 4 (\sum a d)^2} \,/\, (\sum a^2 + \sum d^2)$.
#
# <details><summary>Help 1: a question</summary>
#
# Which angle comes out where all slopes point to the left, instead of to the right? Should it differ?
# </details>
#
# <details><summary>Help 2: the shapes</summary>
#
# `(H, W)` twice → three sums → two numbers. `torch.atan2` gives radians in (−π, π]; half of that is in (−90°, 90°].
# </details>
#
# <details><summary>Help 3: almost the code</summary>
#
# aa, ad, dd: three sums. angle = atan2(2 · ad, aa − dd) / 2, in degrees, `% 180`. Coherence as above.
# </details>

# %% exercise="orientation" further=true minutes=8 level=2
def orientation(across: Tensor, down: Tensor) -> tuple[float, float]:
    """Direction in which brightness changes most, in degrees from 0 to 180, and coherence in [0, 1].

    across, down (H, W) float: the slope at each pixel, to the right and downwards; not all of them are 0.
    """
    ### BEGIN SOLUTION
    aa, ad, dd = (across**2).sum(), (across * down).sum(), (down**2).sum()
    angle = torch.atan2(2 * ad, aa - dd) / 2
    return float(torch.rad2deg(angle) % 180), float(torch.hypot(2 * ad, aa - dd) / (aa + dd))
    ### END SOLUTION

# %% check="orientation" points=0
"""Does it find the one direction that all slopes have, whichever side they come from?"""
draw = inputs("orientation")
length, turn = draw.normal(5, 6), torch.tensor(draw.integer(10, 80))    # some point one way, some the other
across, down = length * turn.deg2rad().cos(), length * turn.deg2rad().sin()
expect(orientation(across, down)).shape(2, hint="give back two numbers: the angle in degrees, and the coherence")
expect(orientation(across, down)).close_to([turn, 1], atol=1e-2, hint="in degrees; opposite slopes have the same direction")
### BEGIN HIDDEN TESTS
expect(orientation(-across, down)).close_to([180 - turn, 1], atol=1e-2, hint="from 0 to 180 degrees: up is 180 less")
across, down = draw.normal(5, 6), 2 + draw.normal(5, 6)
found, axes = torch.linalg.eigh(torch.stack([across, down]).flatten(1) @ torch.stack([across, down]).flatten(1).mT)
truth = torch.rad2deg(torch.atan2(axes[1, 1], axes[0, 1])) % 180, (found[1] - found[0]) / found.sum()
expect(orientation(across, down)).close_to(truth, atol=1e-2, hint="sums of squares and products over all pixels")
expect(orientation(3 * across, 3 * down)).close_to(truth, atol=1e-2, hint="coherence is divided by both sums of squares")
### END HIDDEN TESTS

# %% demo minutes=1
with waits_for("orientation"):
    grey = F.pad(kernels.mean(1), [1, 1, 1, 1], mode="replicate")                  # (16, 7, 7)
    across, down = grey[:, 1:-1, 2:] - grey[:, 1:-1, :-2], grey[:, 2:, 1:-1] - grey[:, :-2, 1:-1]
    found = [orientation(a, d) for a, d in zip(across, down)]
    order = sorted(range(16), key=lambda unit: -float(found[unit][1]))[:8]
    theme.sheet(((kernels - low) / (high - low))[order], size=90,
                titles=[f"{float(found[unit][0]):.0f}°" for unit in order],
                alt="The eight kernels with the clearest direction: " + ", ".join(f"{float(found[unit][0]):.0f}°" for unit in order))

# %% [markdown]
# ### Exercise: a probe that does not peek
#
# A *linear probe* asks what a layer knows: fit a linear classifier to its numbers, and score it on rows that it has not
# seen. Features first have to be **standardised** (mean 0, spread 1), and here is the most common leak of all: mean and
# spread taken from all rows, the held-out ones included. They must come from the training rows alone. Beware of a feature
# that never changes in training: its spread is 0.
#
# Use any linear classifier that fits well; scikit-learn's `LogisticRegression(max_iter=1000)` is a good one.
#
# <details><summary>Help 1: a question</summary>
#
# Suppose one held-out row were enormous. What would that do to all the others, if the mean came from all rows?
# </details>
#
# <details><summary>Help 2: the shapes</summary>
#
# Mean and spread are `(D,)`: one for each feature, over the training rows. They are used on `(N, D)` and on `(M, D)`.
# </details>
#
# <details><summary>Help 3: almost the code</summary>
#
# mean, std from `known`; where std is 0, take 1. Fit on (known − mean) / std; score on (fresh − mean) / std. Or let
# `make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))` do exactly that: `.fit` on the training rows and
# `.score` on the others.
# </details>

# %% exercise="clean-probe" further=true minutes=8 level=2
from sklearn.linear_model import LogisticRegression

def clean_probe(known: Tensor, labels: Tensor, fresh: Tensor, truth: Tensor) -> float:
    """Share of held-out rows that a linear classifier gets right, fitted and standardised by the training rows only.

    known (N, D) and labels (N,) int to learn from, fresh (M, D) and truth (M,) to be scored on. Returns a number in [0, 1].
    """
    ### BEGIN SOLUTION
    mean, std = known.mean(0), known.std(0)
    std[std == 0] = 1
    model = LogisticRegression(max_iter=1000).fit((known - mean) / std, labels)
    return float(model.score((fresh - mean) / std, truth))
    ### END SOLUTION

# %% check="clean-probe" points=0
"""Does it get easy rows right, whatever the units of the features, and none where the held-out truth is turned round?"""
draw = inputs("clean-probe")
labels, truth = torch.arange(80) % 2, torch.arange(40) % 2
known, fresh = draw.normal(80, 5), draw.normal(40, 5)
known[:, 0], fresh[:, 0] = known[:, 0] / 10 + 2 * labels, fresh[:, 0] / 10 + 2 * truth     # only feature 0 tells
units = torch.tensor([1e-4, 1.0, 1e3, 50.0, 10.0])
expect(clean_probe(known, labels, fresh, truth)).close_to(1, hint="fit on the training rows, score on the others")
expect(clean_probe(known * units, labels, fresh * units, truth)).close_to(1, hint="standardise each feature: mean 0, spread 1")
expect(clean_probe(known, labels, fresh, 1 - truth)).close_to(0, hint="the held-out truth is for scoring only")

# %% check="clean-probe" points=0
"""Does each held-out row get the same answer, whichever others stand beside it?"""
draw = inputs("clean-probe-leak")
labels, truth = torch.arange(80) % 2, torch.arange(40) % 2
known, fresh = draw.normal(80, 5), draw.normal(40, 5)
known[:, 0], fresh[:, 0] = known[:, 0] / 10 + 2 * labels, fresh[:, 0] / 10 + 2 * truth     # only feature 0 tells
expect(clean_probe(known, labels, fresh[:1], truth[:1])).close_to(1, hint="one held-out row has no spread of its own")
### BEGIN HIDDEN TESTS
strange = torch.cat([fresh, fresh + torch.tensor([500.0, 0, 0, 0, 0])])                    # half of the rows are far away
rule = "mean and spread come from the training rows only: a strange row must not move the others"
expect(clean_probe(known, labels, strange, torch.cat([truth, truth * 0 + 1]))).close_to(1, hint=rule)
known[:, 4], fresh[:, 4] = 7.0, 7.0
expect(clean_probe(known, labels, fresh, truth)).close_to(1, hint="a feature that never changes has spread 0: do not divide by it")
### END HIDDEN TESTS

# %% demo minutes=1.5
other = paint(300, seed=32, masks=True)                                            # known: `world`; fresh: `other`
with waits_for("clean-probe"):
    for layer in (1, 3, 5):
        old, new = (insight.layers(net, pictures.images)[layer - 1].amax((2, 3)) for pictures in (world, other))
        share = clean_probe(old, world.labels, new, other.labels)
        print(f"layer {layer}: a straight cut through the loudest value of each unit tells cat, dog and car right in {float(share):.0%}")
