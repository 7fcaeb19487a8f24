# %% [markdown]
# # 2 · Layers of neurons
#
# One neuron adds up what it is told and answers with one number. It can draw one straight line, and no more. Put sixteen
# side by side, put three such rows behind each other, and the line becomes a cat's face. What do the rows do
# that one neuron cannot? Walk around a network and look.

# %% [markdown] objectives
# **What you will be able to do**
#
# - write a layer of neurons for a whole batch, as one matrix product → `dense`
# - find the slope of the loss for every weight by hand, in one walk backwards → `backprop`
# - test somebody's slopes, so that a wrong one does not go unseen → `break-backprop`
# - build a bump out of four neurons, and with it almost any curve → `bump`

# %% setup
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from helpers import charts, device, theme
from helpers.checks import caught, compare, credit, expect, gradient, inputs, seen, waits_for
from helpers.widgets.network import explore_network, show_network

DEVICE = device.best_device()
device.seed_everything(2012)

# %% [markdown]
# ## What stayed from lesson 1? Three questions
#
# Answer each without looking up, then unfold it.
#
# <details><summary>1. Three ingredients came together in 2012. What does it mean that they <i>interact</i>?</summary>
#
# What one of them brings depends on the others: depth brought little with 100 pictures, and much with 12,000.
# </details>
#
# <details><summary>2. Why are all of a convolution's weights used at every position?</summary>
#
# What is an ear on the left is an ear on the right: one small window learns it once, from all places, with few weights.
# </details>
#
# <details><summary>3. A step of training: what is measured, and where does each weight move?</summary>
#
# The loss and its slope for each weight; every weight moves a little against its slope.
# </details>

# %% [markdown]
# ## A network you can walk around
#
# This is a real network, trained on portraits from lesson 1's painted world, and every number in it is one that torch
# computed. Each ball is a neuron. **Press ▶ cat** and follow the pulses from the picture through three hidden layers to the
# answer. Drag to turn it, scroll to come nearer, point at a neuron to hear what it says. The last button shows a dog with pointed
# ears: where does it go wrong?

# %% demo minutes=3.5
show_network()

# %% [markdown]
# How to read it: the brighter and larger a ball, the more that neuron says. Orange lines bring it up, dashed blue ones hold
# it down, by *activation × weight*; only the strongest are drawn. A picture enters as 24 × 24 pixels of three colours:
# 1,728 numbers. From there on, nothing but sums and bends.
#
# **Now disturb it.** Silence one neuron after another and read the answer. Which single neuron does the cat depend on most?
# How many must fall silent before the network calls it something else?

# %% demo minutes=3
explore_network()

# %% [markdown]
# <details><summary>Did most neurons make no difference? Why might that be?</summary>
#
# What one neuron says, others say as well, and the sums that follow have room to spare: the network is sure by a wide margin.
# It was not told to be so; training spread the work out. But silence the right three or four and the answer falls.
# </details>
#
# How good is it? These portraits are easy: large, well lit, hardly hidden. Lesson 1's own world is not.

# %% demo measured minutes=0.5
from helpers.training import evaluate
from helpers.training.stored import portraits, stored_three_layers

for name, difficulty in {"portraits": 0.35, "lesson 1's world": 1.1}.items():
    unseen = portraits(1_000, seed=4, difficulty=difficulty)
    print(f"{name}: {evaluate(stored_three_layers(), unseen.images, unseen.labels):.0%} of new pictures right")

# %% [markdown]
# ## A layer is one matrix product
#
# A **neuron** multiplies each of its inputs by a **weight**, adds them up, and adds a number of its own, the **bias**.
# With inputs (1, 2), weights (3, −1) and bias 0.5:
#
# $$1 \cdot 3 + 2 \cdot (-1) + 0.5 = 1.5$$
#
# A **layer** is many neurons that read the same inputs, and a **batch** is many examples at once. Write a row for each
# example, and a row of weights for each neuron: then every number of the result is a row times a row, plus a bias. All
# of them together are one product of matrices, which is why a graphics card likes them.

# %% demo minutes=2
x = torch.tensor([[1.0, 2], [0, 1], [-1, 3], [2, 2]])          # (4, 2): four examples, two inputs each
weight = torch.tensor([[3.0, -1], [1, 1], [-2, 0.5]])          # (3, 2): three neurons, a row of weights each
bias = torch.tensor([0.5, 0, 1])                               # (3,)
theme.show(
    charts.layer(x, weight, bias, F.linear(x, weight, bias)),
    alt="Four examples, three neurons, three biases and the 4 × 3 results; framed: (1, 2) and (3, −1) and 0.5 give 1.5",
)

# %% [markdown]
# ### Exercise: a layer for a batch
#
# Write the layer, without a bend at its end: every neuron's sum for every example. The weights come as torch keeps them
# (`nn.Linear(2, 3).weight` is `(3, 2)`): a row for each neuron. One line is enough.
# You are done when your layer gives the twelve numbers above.
#
# <details><summary>Help 1: a question</summary>
#
# In the framed number, which axis of `x` meets which axis of `weight`? In a matrix product, where do these two have to
# stand?
# </details>
#
# <details><summary>Help 2: the shapes</summary>
#
# `(B, I)` and `(O, I)` should give `(B, O)`: the `I` must vanish. A matrix product wants it last on the left and first
# on the right. `(O,)` is added to each row of `(B, O)` by broadcasting.
# </details>
#
# <details><summary>Help 3: almost the code</summary>
#
# `@` is the matrix product, `.mT` swaps rows and columns: x times the swapped weights, plus the bias. Or two loops,
# over examples and neurons, and `(row_of_x * row_of_weights).sum()` inside.
# </details>

# %% exercise="dense" minutes=4 level=1
def dense(x: Tensor, weight: Tensor, bias: Tensor) -> Tensor:
    """Every neuron's weighted sum for every example, with its bias.

    x (B, I), weight (O, I), bias (O,), all float: B examples, I inputs, O neurons. Returns (B, O).
    """
    ### BEGIN SOLUTION
    return x @ weight.mT + bias
    ### END SOLUTION

# %% check="dense" points=1
"""Does a neuron with a single weight of 1 repeat that input, and one without weights say its bias?"""
draw = inputs("dense")
x, bias = draw.uniform(5, 3), draw.uniform(4)
single = torch.eye(3)[[1, 2, 0, 1]]                 # (4, 3): the neurons read inputs 1, 2, 0 and 1
expect(dense(x, single, torch.zeros(4))).shape(5, 4, hint="a row for each example, a column for each neuron")
expect(dense(x, single, torch.zeros(4))).close_to(x[:, [1, 2, 0, 1]], hint="a row of `weight` belongs to one neuron")
expect(dense(x, torch.zeros(4, 3), bias)).close_to(bias.expand(5, 4), hint="add each neuron's bias, once, in every row")

# %% check="dense" points=1
"""Does it weigh and add up as torch does, whatever the sizes and signs?"""
draw = inputs("dense-many")
x, weight, bias = draw.normal(6, 5), draw.normal(3, 5), draw.normal(3)
before = x.clone()
expect(dense(x, weight, bias)).shape(6, 3, hint="a row for each example, a column for each neuron")
### BEGIN HIDDEN TESTS
rule = "each result: a row of x times a row of `weight`, added up, plus that neuron's bias"
expect(dense(x, weight, bias)).close_to(F.linear(x, weight, bias), hint=rule)
expect(x).equals(before, hint="leave the examples that you were given as they are")
square = draw.normal(3, 3)
expect(dense(x[:3, :3], square, bias)).close_to(F.linear(x[:3, :3], square, bias), hint=rule)
expect(dense(x[:1], weight[:1], bias[:1])).close_to(F.linear(x[:1], weight[:1], bias[:1]), hint=rule)
### END HIDDEN TESTS
# %% [markdown]
# ## Each layer transforms the points a little
#
# Two arms wound about each other: no straight line parts them. A network has to unwind them, layer by layer, until its
# last layer can draw a line. This one has four hidden layers of four neurons each, with tanh as the bend.

# %% demo measured minutes=1
from helpers.training import depth, unfolding

known, fresh = unfolding.examples(seed=0)            # 600 points to learn from, 600 never seen
net = unfolding.start(seed=0).fit(known, steps=1_000).network(0)
with torch.no_grad():
    print(f"{(net(fresh.x).argmax(1) == fresh.y).float().mean():.1%} of new points right")
print(net)

# %% predict="unfolding" options="it stays near 68 % up to the last layer, which does the work|it rises from layer to layer|the first layer has nearly all of it"
# Now stop the points after each layer and let the best straight cut part them there (a *linear probe*). On the spiral
# itself it gets about 68 % right. How does that go on?

# %% demo measured minutes=2
old, new = (unfolding.after_each_layer(net, points.x) for points in (known, fresh))   # the input, then four layers
views = [unfolding.seen_from_the_side(a, known.y, b) for a, b in zip(old, new)]        # (600, 2) each
right = [unfolding.probe(a, known.y, b, fresh.y) for a, b in zip(old, new)]
compare(prediction, sure, measured="A" if max(right[1:4]) < 0.75 else "C" if right[1] > 0.97 else "B")
titles = [f"{name}: {share:.0%}" for name, share in zip(["input", "layer 1", "layer 2", "layer 3", "layer 4"], right)]
theme.show(charts.unfolding(views, fresh.y, titles), alt="The arms unwind. A straight cut gets right: " + "; ".join(titles))

# %% [markdown]
# Each panel is turned so that the cut stands upright. Would *any* four layers do that? The control: the same network
# before training, over ten fresh seeds.

# %% demo minutes=1
for kind, shares in depth.unfolded().items():        # (10 seeds, input and four layers)
    spread = "   ".join(f"{low:.0%}–{high:.0%}" for low, high in zip(shares.amin(0), shares.amax(0)))
    print(f"{kind:8} {spread}")
means = torch.stack([shares.mean(0) for shares in depth.unfolded().values()])
theme.show_matrix(means, ["trained", "random"], ["input", "layer 1", "layer 2", "layer 3", "layer 4"],
                  alt="Share right after each layer, mean of ten seeds: rising where trained, level where random")

# %% [markdown]
# Four neurons give the cut more directions than two numbers, so a random first layer gains a little; further random
# layers gain nothing. Trained ones gain with every layer, each a little: from 70 % to 99 % in the mean.
# %% [markdown]
# ## Backpropagation is the chain rule, walked backwards
#
# Training needs the slope of the loss for *every* weight: all of them together are its **gradient**. One could nudge
# each weight and run the network again: a million weights, a million runs. Backpropagation finds all slopes in one walk
# back ([Rumelhart, Hinton and Williams, 1986](https://doi.org/10.1038/323533a0)). By hand, for one example: inputs (1,
# 2), a hidden layer of two ReLU neurons, one output $o = 2$; the target is 1, so the loss is $(2 - 1)^2 = 1$. (A
# **ReLU** lets through what is above zero, and is off below.)
#
# 1. **At the output**, the slope is $2\,(o - 1) = 2$.
# 2. **A weight's slope** is the slope at its end times what came in at its start. Hidden neurons said 1 and 0, so the
#    last two weights get $2 \cdot 1 = 2$ and $2 \cdot 0 = 0$. A bias has a 1 coming in: its slope is 2.
# 3. **Handing down**, the slope goes back over each weight, 3 and 5: $2 \cdot 3 = 6$ and $2 \cdot 5 = 10$. But a ReLU
#    that was off passes nothing, so the second neuron gets 0 instead of 10.
# 4. **Again** step 2, one layer down: $6 \cdot 1 = 6$, $6 \cdot 2 = 12$, and zeros for the neuron that was off.

# %% demo minutes=3
from helpers.models.neurons import slopes, two_layers

x, y = torch.tensor([[1.0, 2]]), torch.tensor([[1.0]])                   # one example and its target
w1, b1 = torch.tensor([[2.0, -1], [-1, -1]]), torch.tensor([1.0, 2])     # two hidden neurons
w2, b2 = torch.tensor([[3.0, 5]]), torch.tensor([-1.0])                  # one output
d_w1, d_b1, d_w2, d_b2 = slopes()(x, y, w1, b1, w2, b2)                  # as torch finds them
said = [x[0], F.linear(x, w1, b1).relu()[0], two_layers(x, w1, b1, w2, b2)[0]]
theme.show(
    charts.network(said, [w1, w2], [d_w1, d_w2]),
    alt="Inputs 1 and 2, hidden neurons 1 and 0, output 2; slopes 6 and 12 into the first hidden neuron, 2 out of it, else 0",
)

# %% [markdown]
# Is it true? A nudge tells. Move the weight from the second input a little up and a little down; the loss should change
# 12 times as much:

# %% demo minutes=0.5
def loss_at(weight):
    moved = torch.tensor([[2.0, weight], [-1, -1]])
    return F.mse_loss(two_layers(x, moved, b1, w2, b2), y).item()

print(f"slope by nudging: {(loss_at(-1 + 0.01) - loss_at(-1 - 0.01)) / 0.02:.2f}")

# %% [markdown]
# ### Exercise: walk back
#
# Now for a whole batch. The way forwards is there, and step 1 as well: `d_out` is the slope at each output, with the 2
# and the mean already in it. Write steps 2 to 4. A weight is used once in every example, so its slopes add up over the
# batch. You are done when the network above gives the numbers in the picture.
#
# <details><summary>Help 1: a question</summary>
#
# Step 2 multiplies each slope at the end with each input at the start, and adds up over examples. Which product does
# that? What tells you, after the fact, which ReLUs were on?
# </details>
#
# <details><summary>Help 2: the shapes</summary>
#
# `d_w2` is `(O, H)`, made of `d_out (B, O)` and `hidden (B, H)`: the `B` must vanish. `d_b2` is `(O,)`. `d_hidden` is
# `(B, H)`, made of `d_out (B, O)` and `w2 (O, H)`: the `O` must vanish. Then the first layer, likewise.
# </details>
#
# <details><summary>Help 3: almost the code</summary>
#
# Slopes of weights: the layer's slope, swapped by `.mT`, times what came in. Slopes of biases: the layer's slope,
# summed over the examples. Handed down: the slope times `w2` (not swapped), then times 1 where `hidden` is above zero
# and 0 elsewhere.
# </details>

# %% exercise="backprop" minutes=10 level=3
def backprop(x, y, w1, b1, w2, b2) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Slopes of the mean squared error of a two-layer ReLU network, for w1, b1, w2, b2, each shaped like its weights.

    x (B, I), y (B, O), w1 (H, I), b1 (H,), w2 (O, H), b2 (O,), all float; the mean is over all B · O numbers.
    """
    hidden = F.linear(x, w1, b1).relu()                            # (B, H)
    d_out = 2 * (F.linear(hidden, w2, b2) - y) / y.numel()         # (B, O): step 1
    ### BEGIN SOLUTION
    d_w2, d_b2 = d_out.mT @ hidden, d_out.sum(0)
    d_hidden = (d_out @ w2) * (hidden > 0)
    d_w1, d_b1 = d_hidden.mT @ x, d_hidden.sum(0)
    ### END SOLUTION
    return d_w1, d_b1, d_w2, d_b2

# %% check="backprop" points=1
"""For one example: is every slope 0 where the fit is perfect, and else what a nudge of the weight does to the loss?"""
from helpers.models.neurons import nudged, two_layers

draw = inputs("backprop")
x, *weights = (draw.normal(*size, dtype=torch.float64) for size in ((1, 3), (5, 3), (5,), (2, 5), (2,)))
weights[1][:3] = torch.tensor([9.0, -9.0, 9.0])     # hidden neurons 0 and 2 are on, 1 is off
weights[2][:, 2] = -weights[2][:, 0]                # so slopes of both signs come back
perfect, y = two_layers(x, *weights), draw.normal(1, 2, dtype=torch.float64)
rule = "give back four slopes, of w1, b1, w2, b2; with no error at the output, all are 0"
expect(backprop(x, perfect, *weights)).close_to([0 * weight for weight in weights], hint=rule)
true, found = [nudged(x, y, weights, which) for which in range(4)], backprop(x, y, *weights)
expect(found[2:]).close_to(true[2:], hint="last layer: the slope at the output times what `hidden` sent in; a bias has 1")
expect(found[:2]).close_to(true[:2], hint="first layer: the slope comes back over w2, and only where the ReLU was on")

# %% check="backprop" points=2
"""For a batch: do the slopes of its examples add up, as autograd finds them?"""
from helpers.models.neurons import slopes

draw = inputs("backprop-batch")
x, y, *weights = (draw.normal(*size) for size in ((6, 3), (6, 2), (5, 3), (5,), (2, 5), (2,)))
before, true = [part.clone() for part in (x, y, *weights)], slopes()(x, y, *weights)
found = backprop(x, y, *weights)
for slope, weight in zip(found, weights, strict=True):
    expect(slope).shape(weight.shape, hint="every slope has the shape of its weights")
### BEGIN HIDDEN TESTS
moved = [weight.detach() / 2 for weight in weights]
expect(found[2:]).close_to(true[2:], hint="last layer: add up over all examples; the mean is in d_out already")
expect(found[:2]).close_to(true[:2], hint="first layer: add up over all examples, each with its own ReLUs on and off")
expect([x, y, *weights]).equals(before, hint="leave what you were given as it is: a step is another function's job")
expect(backprop(x.repeat(2, 1), y.repeat(2, 1), *moved)).close_to(slopes()(x, y, *moved), hint="twice the same: same mean")
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise: break it
#
# Wrong slopes rarely crash. The network still learns a little, and nobody notices. So every hand-made slope gets a
# **gradient check** against an independent way to know: autograd, or nudges in float64 (in 32 bits, a nudge of a
# millionth drowns in rounding). Write one: it is handed *somebody's* `backprop` and says `True` or `False`. Refuse a
# right one: no points. Otherwise you get the share of the wrong ones that you catch. Most are right on *some* data.
#
# <details><summary>Help 1: a question</summary>
#
# With one example, who notices that the batch is treated wrongly? With biases of 0, or only positive numbers, what else
# goes unseen?
# </details>
#
# <details><summary>Help 2: the shapes</summary>
#
# Many examples and hidden neurons (a few may all be off), several inputs and outputs, no two sizes alike: x `(20, 3)`,
# y `(20, 2)`, w1 `(8, 3)`, b1 `(8,)`, w2 `(2, 8)`, b2 `(2,)`. Draw all with `torch.randn(…, dtype=torch.float64)`.
# </details>
#
# <details><summary>Help 3: almost the code</summary>
#
# Let each weight require a gradient; compute `loss`; `torch.autograd.grad(…, weights)` gives the four right slopes.
# The answer is whether `torch.allclose(a, b, atol=1e-4)` holds for each of the four pairs (`all(… for a, b in zip(…))`).
# </details>

# %% exercise="break-backprop" minutes=7 level=2
def is_right(backprop) -> bool:
    """Say whether `backprop(x, y, w1, b1, w2, b2)` returns the right four slopes."""
    def loss(x, y, w1, b1, w2, b2):
        return F.mse_loss(F.linear(F.linear(x, w1, b1).relu(), w2, b2), y)
    ### BEGIN SOLUTION
    sizes = (20, 3), (20, 2), (8, 3), (8,), (2, 8), (2,)
    x, y, *weights = (torch.randn(size, dtype=torch.float64) for size in sizes)
    theirs = backprop(x, y, *weights)
    leaves = [weight.requires_grad_() for weight in weights]
    right = torch.autograd.grad(loss(x, y, *leaves), leaves)
    return all(torch.allclose(a, b, atol=1e-4) for a, b in zip(theirs, right, strict=True))
    ### END SOLUTION

# %% check="break-backprop" points=2
"""Does your test accept right slopes and catch wrong ones?"""
from helpers.models.neurons import one_by_one, slopes, two_layers

right = {"you refuse the slopes that autograd finds": (good := slopes())}
wrong = [slopes(lambda x, *w: two_layers(x, *w, lambda z: z + (z.relu() - z).detach()))]   # ReLUs that are never off
wrong += [slopes(loss=lambda o, y: F.mse_loss(o, y) / 2)]
### BEGIN HIDDEN TESTS
wrong += [slopes(loss=lambda o, y: ((o - y) ** 2).sum()), slopes(loss=lambda o, y: ((o - y) ** 2).sum(1).mean())]
wrong += [slopes(then=lambda x, g: (g[0], g[1] / len(x), *g[2:])), slopes(then=lambda x, g: (*g[:3], g[3] / len(x)))]
wrong += [slopes(then=lambda x, g: (g[0].T.reshape(g[0].shape), *g[1:])), lambda x, y, *w: good(x[:1], y[:1], *w)]
wrong += [slopes(lambda x, a, b, *w: two_layers(x, a, b - b.detach(), *w)), slopes(then=lambda x, g: [-s for s in g])]
wrong += [lambda x, y, a, b, c, d: (*good(x, y, a, b, c - 0.1 * good(x, y, a, b, c, d)[2], d)[:2], *good(x, y, a, b, c, d)[2:])]
right["example by example is right too: allow a little rounding"] = one_by_one(good)
### END HIDDEN TESTS
hint = "several examples, both signs, biases, all four slopes; little tolerance"
credit(caught(is_right, wrong, hint, right=right, draw=inputs("break-backprop")) / len(wrong))
# %% [markdown]
# ## One hidden layer can imitate almost any curve
#
# "Enough neurons can approximate almost any function" is a theorem ([Cybenko 1989](https://doi.org/10.1007/BF02551274);
# for ReLU and many other bends [Leshno and others 1993](https://doi.org/10.1016/S0893-6080(05)80131-5)), and for one
# input you can build its proof. Two ReLUs make a **step**: the first starts to climb, the second, with a minus, stops
# it. Here a step at 2, which climbs from 0 to 1 on a ramp of length 0.5: the corners lie at 1.75 and 2.25, and to climb
# 1 on 0.5 the slope is 2.

# %% demo minutes=2
from helpers.models.neurons import relus                       # Σ slope · relu(x − corner)

x = torch.linspace(0, 4, 401)
parts = torch.stack([relus(x, [1.75], [2.0]), relus(x, [2.25], [-2.0])])
theme.show(
    charts.sums(x, parts, ["2 · relu(x − 1.75)", "−2 · relu(x − 2.25)"], "their sum: a step"),
    alt="One line climbs from 1.75 on, the other falls from 2.25 on; their sum is 0, climbs between the two, then stays 1",
)

# %% [markdown]
# ### Exercise: a bump out of ReLUs
#
# A **bump** is a step up and, further right, a step down. Give the corners and slopes of its four ReLUs. `left` is
# where it is half-way up, `right` where it is half-way down again; each ramp has its middle there. You are done when a
# bump at 2 of width 1 with ramps of 0.5 is 0 up to 1.25, ½ at 1.5, 1 from 1.75 to 2.25, and 0 from 2.75 on.
#
# <details><summary>Help 1: a question</summary>
#
# A step down is a step up with another sign. After all four corners the bump is flat again: what must the slopes add up
# to?
# </details>
#
# <details><summary>Help 2: the shapes</summary>
#
# Four corners: half a ramp before and after `left`, half a ramp before and after `right`. Four slopes, in the same
# order.
# </details>
#
# <details><summary>Help 3: almost the code</summary>
#
# Each slope has the size 1 / ramp. At the first corner it starts to climb (+), at the second it stops (−), at the third
# it starts to fall (−), at the fourth it stops (+).
# </details>

# %% exercise="bump" minutes=7 level=2
def bump(centre: float, width: float, ramp: float) -> tuple[list[float], list[float]]:
    """Corners and slopes of four ReLUs whose sum, Σ slope · relu(x − corner), is a bump of height 1.

    width: from half-way up to half-way down; ramp: how long each climb is, 0 < ramp ≤ width.
    """
    left, right = centre - width / 2, centre + width / 2
    ### BEGIN SOLUTION
    corners = [left - ramp / 2, left + ramp / 2, right - ramp / 2, right + ramp / 2]
    slopes = [1 / ramp, -1 / ramp, -1 / ramp, 1 / ramp]
    ### END SOLUTION
    return corners, slopes

# %% check="bump" points=1
"""Is the bump 0 outside, 1 on top and ½ where it is half-way up or down?"""
from helpers.models.neurons import relus

four = bump(2.0, 1.0, 0.5)
expect(four).shape(2, 4, hint="four corners, four slopes")
expect(relus([-5, 1, 1.25], *four)).close_to([0, 0, 0], hint="the first corner: half a ramp before `left`")
expect(relus([1.5, 2.5], *four)).close_to([0.5, 0.5], hint="half-way up at `left`, half-way down at `right`")
expect(relus([1.75, 2, 2.25], *four)).close_to([1, 1, 1], hint="it climbs 1 on a ramp: what slope is that?")
expect(relus([2.75, 9], *four)).close_to([0, 0], hint="after the last corner, all slopes add up to 0")

# %% check="bump" points=2
"""Do neighbours add up to 1, and does the error of many bumps fall when they double?"""
from helpers.models.neurons import relus

x = torch.linspace(0, 3, 301)
row = sum(relus(x, *bump(float(centre), 1.0, 0.5)) for centre in range(4))
expect(row).close_to(torch.ones(301), hint="where one bump falls, the next one climbs by as much")
### BEGIN HIDDEN TESTS
centre, width = inputs("bump").uniform(2, low=0.8, high=1.2).tolist()
for ramp in (0.3 * width, width):
    shape = (((width + ramp) / 2 - (x.double() - centre).abs()) / ramp).clamp(0, 1)
    expect(relus(x, *bump(centre, width, ramp))).close_to(shape, hint="any centre, width and ramp: how steep is a ramp?")
curve = lambda n, ramp: sum((3 * i / n) ** 2 * relus(x, *bump(3 * i / n, 3 / n, 3 / n * ramp)) for i in range(n + 1))
for ramp, times in ((1.0, 4), (0.1, 2)):
    left = [(curve(n, ramp) - x**2).abs().max() for n in (32, 16)]
    expect(left[1] / left[0]).between(0.9 * times, 1.1 * times, hint="twice as many: half the error, or less on long ramps")
### END HIDDEN TESTS

# %% [markdown]
# Side by side, each as high as the function at its centre, bumps imitate any curve. Here a wave, with steep bumps:

# %% demo minutes=1.5
from helpers.data.points import wave
from helpers.models.neurons import relus

x = torch.linspace(-1, 1, 2001, dtype=torch.float64)

def imitation(n, ramp):
    """n + 1 bumps, each as high as the wave at its centre; ramp: as a share of the width. Returns (n + 1, 2001)."""
    centres, width = torch.linspace(-1, 1, n + 1), 2 / n
    return torch.stack([wave(c) * relus(x, *bump(c.item(), width, ramp * width)) for c in centres])

with waits_for("bump"):
    alt = "Eleven steep bumps, each as high as the wave at its centre, add up to a staircase along the wave"
    theme.show(charts.sums(x, imitation(10, 0.1), [], "their sum", wave(x)), alt=alt)

# %% [markdown]
# The largest error is half a stair: half a width times how steep the wave is. So twice as many bumps halve it: the
# error falls as $1/n$. Now let each ramp be as long as its bump is wide. The bumps become tents, and neighbours blend
# into straight lines from centre to centre.

# %% predict="doubling" options="to 1/2, as with steep ones|to 1/4|to 0.7|it does not fall any more"
# Twice as many *tents*, so twice as many neurons: where does the largest error fall to?

# %% demo minutes=2
counts = [8, 16, 32, 64]
with waits_for("bump"):
    named = {"steep bumps": 0.1, "tents": 1.0}
    error = {name: [(imitation(n, ramp).sum(0) - wave(x)).abs().max().item() for n in counts] for name, ramp in named.items()}
    left = error["tents"][-1] / error["tents"][-2]
    compare(prediction, sure, measured="B" if left < 0.35 else "A" if left < 0.6 else "C" if left < 0.85 else "D")
    alt = f"Largest error against bumps, 8 to 64: steep ones from {error['steep bumps'][0]:.2f} to {error['steep bumps'][-1]:.3f}"
    alt += f", tents from {error['tents'][0]:.3f} to {error['tents'][-1]:.4f}; both straight, the tents twice as steep"
    theme.show(charts.falling(counts, error, "n: centres 2/n apart, four neurons each"), alt=alt)

# %% [markdown]
# A straight line is off only by how much the curve *bends* between two centres, and that falls as $1/n^2$: a quarter.
# (On a curve with a kink, tents do no better than $1/n$.) So the same neurons are worth far more with better weights.
# And mind what has not been shown. We set the weights by hand: that good weights *exist* says nothing about finding
# them. And there was one input: with $d$ inputs, a grid of such bumps takes $n^d$ of them.
# %% [markdown]
# ## That a network can be a function does not mean that training finds it
#
# A universal approximation theorem says: weights exist. It does not say that gradient descent gets there. Take a
# single corner, $|x - 0.25|$. Two ReLUs make it exactly:

# %% demo minutes=1
x = torch.linspace(-1, 1, 201)
by_hand = F.relu(x - 0.25) + F.relu(0.25 - x)        # weights 1 and −1, biases −0.25 and 0.25
print("largest error:", (by_hand - (x - 0.25).abs()).abs().max().item())

# %% predict="two-relus" options="all 20|about 15|about 4|0"
# Now train that very network, two ReLUs and seven weights, for 1,000 steps, from 20 random starts. How many explain at
# least 99 % of the corner's spread?

# %% demo measured minutes=2
found = {}
for width in (2, 4, 8, 16):
    missed = depth.corners((width,), starts=range(20))["failed"][0]
    found[f"{width} ReLUs"] = round(20 * (1 - missed))
compare(prediction, sure, measured=found["2 ReLUs"], options="20|15|4|0")
words = "; ".join(f"{name}: {count}" for name, count in found.items())
theme.show(charts.bars(found, "starts of 20 that found it", "2 ReLUs"), alt=f"Of 20 starts, how many found the corner: {words}")

# %% [markdown]
# More steps do not help: where a ReLU is at zero for all x its slope is zero too, and nothing wakes it. So width is not only
# for what a network *can* be: it buys more chances that a start works. Worse, and with depth: see *Further*.
# %% [markdown]
# ## Depth and width in your hands
#
# Every move of a slider trains a new network for 60 steps. On the left is what it says, on the right what each neuron
# says (blue below zero, orange above, a dash for silence). **Find the smallest network with 95 % on two arms; then find
# a deep one that is worse than a shallow one. Then press *Train the whole grid*: 20 networks in one go.**

# %% demo measured minutes=5
from helpers.widgets.depth_width import explore_depth_and_width

explorer = explore_depth_and_width()
explorer
# %% [markdown]
# ## Does depth help, or only what comes with it?
#
# *Deep* simply means many layers: AlexNet has 8, GPT-3 has 96 (counted under *Further*). Does that help by itself?
# A deeper network of the same width has more parameters. So here are one to four hidden layers with **as many
# parameters** (within 2 % of the shallow one): wide and shallow against narrow and deep. Each depth got its own best
# learning rate, chosen on other seeds. Stored, five fresh seeds; for functions the number is the share of their spread explained.

# %% demo minutes=3
table = {task: depth.matched(task) for task in depth.TASKS}
for task, rows in table.items():
    print(f"{task:17}", "   ".join(f"{min(row):5.1%}–{max(row):5.1%}" for row in rows.values()))
means = torch.tensor([[sum(row) / 5 for row in rows.values()] for rows in table.values()])
words = "; ".join(f"{task} " + ", ".join(f"{mean:.2f}" for mean in row) for task, row in zip(table, means.tolist()))
theme.show_matrix(means, list(table), [f"depth {layers}" for layers in (1, 2, 3, 4)], alt="Means, depth 1 to 4: " + words)

# %% [markdown]
# Where the border winds three times, three layers beat one in each of the five seeds, by 8 points in the mean; a fourth
# takes that away again. Where it is easy, or the function smooth, depth brings nothing. And the tents, one fold put into
# another, *should* be depth's own field: each fold is one layer of two ReLUs, and one layer needs a neuron for every
# corner ([Telgarsky 2016](https://arxiv.org/abs/1602.04485)). Yet here one wide layer learns them every time, and deeper ones
# reach anything from 0 to 99 %: approximable is not trainable, again. Depth helps in *some* problems, once it trains.

# %% demo measured minutes=0.3
for layers in (1, 3):                                # one seed, here and now
    rate = depth.read()[f"spiral, 3 turns {layers}"]["rate"]
    share = depth.reach("spiral, 3 turns", layers, rate, seed=7)
    print(f"depth {layers}, {depth.parameters('spiral, 3 turns', layers)} parameters: {share:.1%} of new points right")
# %% [markdown]
# ## Why a GPU likes it: nearly all the work is products of matrices
#
# "All the math is matrix multiplication": count it. We watch what torch really does for three layers and 256 points.

# %% demo minutes=1.5
from helpers.models.mlp import mlp
from helpers.models.products import count_products

net, points = mlp([2, 64, 64, 2]), torch.randn(256, 2)
for name, work in {"forwards": lambda: net(points), "and back": lambda: net(points).sum().backward()}.items():
    count = count_products(work)
    print(f"{name}: {count.products} products, {count.share:.1%} of all arithmetic is inside them")

# %% [markdown]
# Three products forwards, one a layer; two more a layer on the way back (slopes of the weights, slopes of the layer
# below), less one, since the points themselves are not changed: 8.

# %% [markdown]
# A chip reaches its best only on large products: a small one is over before all its units have something to do. This
# machine, by size and kind of number, as a share of the row's best (of the published peak, for a GPU that we know):

# %% demo measured minutes=2
from helpers.training import rates

here = rates.measure(DEVICE)                         # {kind: {size: FLOP/s}}, the best of several tries
for kind, row in here.items():
    print(f"{kind:9}", "   ".join(f"{size}²: {rate / 1e9:,.1f}" for size, rate in row.items()), "GFLOP/s")
shares = rates.shares(here, rates.published(device.describe(DEVICE)))
theme.show_matrix(shares, list(here), [f"{size}²" for size in next(iter(here.values()))],
                  alt="Share of the best rate, by kind of number and size: the smallest products reach a few percent of it")

# %% demo measured minutes=0.3
gpu, name = rates.recorded() if DEVICE.type == "cpu" else (here, device.describe(DEVICE))
cpu = here["float32"] if DEVICE.type == "cpu" else rates.measure("cpu")["float32"]
print(f"{name} beside this machine's CPU with float32 (its rate at 1024² for what is larger)")
for kind, row in rates.faster(gpu, cpu).items():
    print(f"{kind:9}", "   ".join(f"{size}²: {times:,.1f}" for size, times in row.items()), "times as fast")

# %% [markdown]
# Without a GPU here, that was one which ran the first of these cells and kept what it measured: an H100.
# [NVIDIA](https://www.nvidia.com/en-us/data-center/h100/) gives it 67 TFLOP/s for float32 and 989 for bfloat16 (dense);
# at 8192² it reached 51 and 790, 77 % and 80 %; at 64² 0.04 at most, less than a thousandth.
#
# "Thousands of times faster than a CPU"? Two CPU cores that do 32 operations a clock each, at 3 GHz, have at most 0.19
# TFLOP/s: the H100 does about 270 times that with float32, about 4,100 times if it may use coarser numbers. Beside the
# 16 cores of its own computer, as measured, it was 42 and 650 times as fast, and at 64² a third as fast. *Thousands*
# holds for large products, in low precision, against few cores.

# %% [markdown] minutes=4
# ## In your own words
#
# In at most 80 words: somebody says "one hidden layer can approximate any function, so nobody needs depth". What would you
# answer, with numbers from this lesson, and what would you *not* claim? Write it in the next cell, then unfold the rubric.

# %% [markdown] written="why-depth" points=0
# The theorem says that good weights exist, not that training finds them, nor how many neurons it takes. Two ReLUs can be the
# corner, and most starts missed it. With as many parameters, three layers got 91 % of a tight spiral where one got 84 %. I would
# not claim that deeper always wins: a loose spiral was the same at every depth, and on the tents one layer was surest. Few
# seeds, small tasks.

# %% [markdown]
# <details><summary>The rubric: unfold it after you have written</summary>
#
# One point each: (1) it tells *can be represented* from *is found by training*; (2) it names a measured comparison with as
# many parameters on both sides; (3) it limits the claim: these tasks, this size, these seeds; (4) it is at most 80 words.
# </details>

# %% [markdown]
# ## Now with yours
#
# No autograd, no `nn`: a network of 2 → 24 → 1 neurons learns to part two arms of a spiral, with your `dense` on the
# way forwards and your `backprop` on the way back. Beside it, from the same start, runs torch. If your slopes are
# right, the two curves lie on top of each other.

# %% demo minutes=0.5
from helpers.data.points import spiral

arms = spiral(300, turns=0.75, seed=0)
target = 2.0 * arms.y[:, None] - 1                              # (300, 1): −1 on one arm, 1 on the other
draw = torch.Generator().manual_seed(0)
start = [torch.randn(size, generator=draw) for size in ((24, 2), (24,), (1, 24), (1,))]
start[2] /= 10                                                  # so that its first answers are small

# %% demo measured minutes=2
from helpers.models.neurons import descend, slopes

_, by_torch = descend(slopes(), arms.x, target, start, rate=0.02, steps=800)
with waits_for("dense", "backprop"):
    (w1, b1, w2, b2), by_hand = descend(backprop, arms.x, target, start, rate=0.02, steps=800)
    said = dense(dense(arms.x, w1, b1).relu(), w2, b2)
    print(f"{(said.sign() == target).float().mean():.1%} of the points right, by your layers and your slopes")
    alt = "Two losses, by autograd and by hand, fall together: one line lies inside the other"
    theme.show(charts.together({"autograd": by_torch, "by hand": by_hand}), alt=alt)

# %% [markdown]
# ## What people get wrong
#
# | People say | What you measured or read |
# |---|---|
# | A hidden layer can approximate anything, so one is enough | It can *be set* to. Training missed most narrow ones, and how many neurons it takes is another matter. |
# | Each neuron stands for one thing | You silenced them one by one: most answers hardly moved. |
# | More neurons, smaller error, always | Bumps: half the error for twice as many; tents: a quarter. Where the weights are counts, too. |
# | Backpropagation is a way to learn | It finds slopes. What is done with them is the optimiser's business. |
# | A graphics card is thousands of times faster | It depends on size and precision: you saw the table. |
# | Modern networks have hundreds of layers | The largest published language models have about a hundred: counted under *Further*. |

# %% [markdown]
# ## What stays? Three questions
#
# Answer each without looking up, then unfold it. In two days, ask yourself again.
#
# <details><summary>1. <code>x</code> is (32, 10), the layer has 4 neurons. What are the shapes of weight, bias and result?</summary>
#
# `(4, 10)`, `(4,)`, `(32, 4)`: a row of weights for each neuron, a row of the result for each example.
# </details>
#
# <details><summary>2. A ReLU was off for an example. What slope do the weights before it get from that example, and why?</summary>
#
# None: a small nudge of what went in would have changed nothing of what came out.
# </details>
#
# <details><summary>3. From lesson 1: a deep network beats a shallow one. Which controls show that depth did it?</summary>
#
# A shallow one with as many weights, and one that sees as much of the input, trained on the same data for as long.
# </details>

# %% [markdown]
# ## Takeaways
#
# - A layer is one matrix product, a bias and a bend; a network is a few of them in a row.
# - Backpropagation finds every slope in one walk back; check hand-made slopes against an independent way.
# - One hidden layer can imitate almost any curve. Whether training finds it is another question.
# - Depth helped on one task, did nothing on another and hurt on a third: measure it, with as many parameters on both sides.
# - Nearly all the work is matrix products, and those are what a graphics card is for.
#
# **Next:** lesson 3, how features get sharper: what do the layers of a network that sees look for?

# %% [markdown]
# # Further
#
# The lesson ends above. What follows is for those who want more: none of it is needed later, and its exercises are worth
# no points unless your teacher says so.

# %% [markdown]
# ## Your own network, in three dimensions
#
# Change the line that starts with `mine`: more neurons, another bend, a layer more, `nn.Conv2d(3, 8, 5)` before the
# `nn.Flatten()`. Run the cell again and look at what you made.

# %% demo measured minutes=3
from helpers.training import seconds_for, train

mine = nn.Sequential(nn.Flatten(), nn.Linear(3 * 24 * 24, 8), nn.Tanh(), nn.Linear(8, 3))
learn, unseen = portraits(3_000, seed=1), portraits(1_000, seed=4)
print(f"about {seconds_for(mine, learn.images, learn.labels, steps=400):.0f} s to train here, on {device.describe(DEVICE)}")
train(mine, learn.images, learn.labels, steps=400, lr=2e-3)
print(f"{evaluate(mine, unseen.images, unseen.labels):.0%} of new portraits right")
explore_network(mine.cpu())

# %% [markdown]
# ### Exercise: what does a network cost?
#
# From nothing but its sizes, say what a network of dense layers costs: its parameters; the **FLOPs** (floating-point
# operations) of one way forwards; and those of a whole training step, forwards and backwards. A multiplication and its
# addition count as two, biases and ReLUs are left out, as torch's own counter does. How many matrix products does your
# `backprop` do for each one that goes forwards?
#
# <details><summary>Help 1: a question</summary>
#
# In the way back, one product gives the slopes of a layer's weights, another hands the slope down. Which layer need not
# hand anything down?
# </details>
#
# <details><summary>Help 2: the shapes</summary>
#
# `(B, I)` times `(I, O)`: each of the B · O results takes I multiplications and as many additions.
# </details>
#
# <details><summary>Help 3: almost the code</summary>
#
# Parameters: all weights, and a bias for each neuron that is no input. Forwards: 2 · batch · all weights. A step: three
# times that, less 2 · batch · the weights of the first layer.
# </details>

# %% exercise="mlp-cost" further=true minutes=8 level=2
def mlp_cost(sizes: list[int], batch: int) -> tuple[int, int, int]:
    """Parameters of an MLP; FLOPs of one way forwards for a batch; FLOPs of forwards and backwards together.

    sizes: neurons in each layer, from input to output, at least two. A multiplication and its addition are two FLOPs.
    """
    weights = [sizes[i] * sizes[i + 1] for i in range(len(sizes) - 1)]   # how many each layer has
    ### BEGIN SOLUTION
    forwards = 2 * batch * sum(weights)
    return sum(weights) + sum(sizes[1:]), forwards, 3 * forwards - 2 * batch * weights[0]
    ### END SOLUTION

# %% check="mlp-cost" points=0
"""Is it what torch builds, and what its own counter counts?"""
from helpers.models.neurons import measured_mlp

for sizes, batch in (([3, 2], 1), ([4, 5, 2], 1)):
    expect(mlp_cost(sizes, batch)).equals(measured_mlp(sizes, batch), hint="count a tiny one: draw it, with all its lines")
### BEGIN HIDDEN TESTS
draw = inputs("mlp-cost")
sizes, batch = [draw.integer(low, low + 5) for low in (3, 20, 9, 30, 2)], draw.integer(2, 50)
parameters, forwards, step = measured_mlp(sizes, batch)
expect(mlp_cost(sizes, batch)[0]).equals(parameters, hint="weights of all layers, and a bias for each neuron but the inputs")
expect(mlp_cost(sizes, batch)[1]).equals(forwards, hint="forwards: two for each weight and each example of the batch")
expect(mlp_cost(sizes, batch)[2]).equals(step, hint="backwards: two products a layer, but nothing is handed down to the data")
### END HIDDEN TESTS

# %% [markdown]
# ### Exercise: many networks in one product
#
# The grid that you trained with one button ran all its networks at once. The trick: pad each of them to the same width,
# put them side by side, and let one batched product do them all. A **mask** silences the neurons that a network does
# not have. Then each network says exactly what it would say alone.
#
# <details><summary>Help 1: a question</summary>
#
# A neuron that is not there must send nothing. Is it enough that its weights are 0, if it has a bias?
# </details>
#
# <details><summary>Help 2: the shapes</summary>
#
# `x @ w1.mT` is `(B, I)` with `(G, I, H)`: torch makes it `(G, B, H)`. To add `(G, H)` to that, give it an axis in the
# middle: `b1[:, None]` is `(G, 1, H)`. The mask `(G, H)` needs the same.
# </details>
#
# <details><summary>Help 3: almost the code</summary>
#
# hidden = ReLU(product + bias), times the mask. Then the second product, `hidden` with the swapped `w2`, plus its bias.
# </details>

# %% exercise="masked-grid" further=true minutes=8 level=2
def masked_grid(x, w1, b1, w2, b2, widths) -> Tensor:
    """What G two-layer ReLU networks say; network g has only the first widths[g] of the H hidden neurons.

    x (B, I), w1 (G, H, I), b1 (G, H), w2 (G, O, H), b2 (G, O): float; widths (G,) int, 1 to H. Returns (G, B, O).
    """
    mask = torch.arange(w1.shape[1], device=w1.device) < widths[:, None]   # (G, H): is there such a neuron?
    ### BEGIN SOLUTION
    hidden = (x @ w1.mT + b1[:, None]).relu() * mask[:, None]
    return hidden @ w2.mT + b2[:, None]
    ### END SOLUTION

# %% check="masked-grid" points=0
"""Does each network say what it says alone, and does a neuron that is not there neither speak nor learn?"""
draw = inputs("masked-grid")
x, widths = draw.normal(7, 2), torch.tensor([3, 6, 1, 4])
w1, b1, w2, b2 = (draw.normal(*size) for size in ((4, 6, 2), (4, 6), (4, 3, 6), (4, 3)))
said = masked_grid(x, w1, b1, w2, b2, widths)
expect(said).shape(4, 7, 3, hint="a table (B, O) for each network")
expect(said[1]).close_to(F.linear(F.linear(x, w1[1], b1[1]).relu(), w2[1], b2[1]), hint="the widest has all its neurons")
### BEGIN HIDDEN TESTS
alone = [F.linear(F.linear(x, w1[g, :n], b1[g, :n]).relu(), w2[g, :, :n], b2[g]) for g, n in enumerate(widths)]
expect(said).close_to(alone, hint="a neuron that is not there sends nothing, not even its bias")
slope = gradient(masked_grid, (x, w1, b1, w2, b2, widths), wrt=2)
expect(slope[[0, 2, 3], [3, 1, 4]]).equals(torch.zeros(3), hint="mask after the ReLU: then nothing flows back either")
expect(slope.abs().sum()).between(1e-6, 1e6, hint="stay in torch operations, nothing detached")
### END HIDDEN TESTS

# %% [markdown]
# What does it bring? Twenty networks, one after the other, against the same twenty side by side:

# %% demo measured minutes=1
from helpers.data.points import spiral
from helpers.training.sweep import Sweep

few = spiral(128)
with device.one_thread(), device.stopwatch() as one_by_one:
    for net in [mlp([2, 16, 16, 2], seed=seed) for seed in range(20)]:
        optimiser = torch.optim.Adam(net.parameters(), 0.02, fused=True)
        for _ in range(50):
            optimiser.zero_grad()
            F.cross_entropy(net(few.x), few.y).backward()
            optimiser.step()
print(f"20 networks, 50 steps each, one by one: {one_by_one.seconds:.2f} s")

# %% demo measured minutes=1
with device.one_thread(), device.stopwatch() as batched:
    Sweep([(16, 16)] * 20, seeds=range(20)).fit(few, steps=50)
print(f"side by side: {batched.seconds:.2f} s, {one_by_one.seconds / batched.seconds:.1f} times faster")

# %% [markdown]
# ### Exercise: count the pieces
#
# A ReLU network of one input is made of straight pieces: one ends wherever a ReLU, in any layer, switches on or off.
# Count them exactly. Between two ends everything is straight, so a ReLU of the next layer switches in there where what
# it gets has different signs at both ends; and where, follows from a straight line through the two.
#
# <details><summary>Help 1: a question</summary>
#
# At the ends of a piece a neuron gets 3 and −1. After which share of the piece does it get 0?
# </details>
#
# <details><summary>Help 2: the shapes</summary>
#
# `ends` is `(E,)`; what the next layer gets at these, `(E, H)`; at the left and right of each piece, `(E − 1, H)`;
# where each neuron would switch, `(E − 1, H)`; picked where the signs differ.
# </details>
#
# <details><summary>Help 3: almost the code</summary>
#
# a = all but the last row, b = all but the first. Share: a / (a − b). Place: left end + share · length (`ends.diff()`).
# Keep the places where a · b < 0, join them to `ends`, sort. After the last layer: one piece fewer than ends.
# </details>

# %% exercise="linear-regions" further=true minutes=15 level=3
from helpers.models.neurons import arrives   # arrives(layers, depth, ends): (E, H), before that layer's ReLU

def linear_regions(layers: list[tuple[Tensor, Tensor]], low: float, high: float) -> int:
    """On how many pieces of [low, high] does no ReLU switch?

    layers: weight (H, I) and bias (H,) of each hidden layer, with a ReLU after each; the first has I = 1.
    """
    ends = torch.tensor([low, high], dtype=torch.float64)
    for depth in range(len(layers)):
        ### BEGIN SOLUTION
        before = arrives(layers, depth, ends)
        a, b = before[:-1], before[1:]
        places = ends[:-1, None] + a / (a - b) * ends.diff()[:, None]
        ends = torch.cat([ends, places[a * b < 0]]).sort().values
        ### END SOLUTION
    return len(ends) - 1

# %% check="linear-regions" points=0
"""Does it find every switch, in every layer, however close together?"""
from helpers.models.neurons import measured_pieces

corners = torch.tensor([-2.0, 0.1, 0.101, 0.7, 3.0])            # two of five lie outside [−1, 1]
expect(linear_regions([(torch.ones(5, 1), -corners)], -1, 1)).equals(4, hint="each corner within the interval ends a piece")
fold = torch.tensor([[2.0, -4.0], [2.0, -4.0]]), torch.tensor([-1.0, -2.5])   # a tent, folded into the next
saw = [(torch.tensor([[1.0], [1.0]]), torch.tensor([1.0, -0.5])), fold, fold]
expect(linear_regions(saw, 0, 1)).equals(8, hint="a tent in a tent in a tent: each layer doubles the pieces")
### BEGIN HIDDEN TESTS
draw, rule = inputs("linear-regions"), "switches of all layers count, in both directions, within the interval only"
near = draw.uniform(1, dtype=torch.float64) + torch.tensor([0, 1e-6, 1.5, 1.5 + 1e-6])
expect(linear_regions([(torch.ones(4, 1), -near)], 0, 3)).equals(5, hint="two may lie a millionth apart: compute, do not sample")
deep = [(draw.normal(6, n), draw.normal(6)) for n in (1, 6, 6)]
deep[0][0][0], deep[0][1][0] = 0.0, 0.0                         # a neuron that never switches
expect(linear_regions(deep, -3, 2)).equals(measured_pieces(deep, -3, 2), hint=rule)
### END HIDDEN TESTS

# %% [markdown]
# Two neurons a layer, each layer folding what the one before it made: the pieces double with every layer ([Telgarsky
# 2016](https://arxiv.org/abs/1602.04485)). In *one* layer, each neuron adds one piece and no more. And a network as it
# starts, before any training? Count those as well:

# %% demo minutes=2
from helpers.models.mlp import linear_layers, mlp

first = (torch.tensor([[1.0], [1.0]]), torch.tensor([1.0, -0.5]))
fold = (torch.tensor([[2.0, -4.0], [2.0, -4.0]]), torch.tensor([-1.0, -2.5]))
with waits_for("linear-regions"):
    for depth in (1, 2, 4, 8, 12):
        folded = linear_regions([first] + [fold] * (depth - 1), 0, 1)
        print(f"{2 * depth:2} neurons in {depth:2} layers: {folded:4} pieces; in one layer at most {2 * depth + 1}")
    starts = [mlp([1, 32, 32, 32, 1], seed=seed) for seed in range(10)]
    layers = [[(part.weight.detach(), part.bias.detach()) for part in linear_layers(net)[:-1]] for net in starts]
    print("96 neurons in 3 layers, untrained:", [linear_regions(net, -3, 3) for net in layers])

# %% [markdown]
# That depth *can* make so many pieces is a fact about the best weights. Untrained networks have about one
# for each neuron, however deep they are ([Hanin and Rolnick 2019](https://arxiv.org/abs/1901.09021) explain why).
# Possible is not typical.
# %% [markdown]
# ## "Deep": eight layers, ninety-six, hundreds?
#
# AlexNet had 8 layers, GPT-3 has 96, and modern language models are said to "go into the hundreds". Count, from their
# papers. A disc is what a paper calls layers (blocks, for a transformer); a square counts as one counts AlexNet:
# weight matrices that the signal passes one after the other. A transformer's block has four of them.

# %% demo minutes=2
from helpers.models.published import NETWORKS

rows = {f"{net.name} ({net.year})": (net.layers, net.in_a_row) for net in NETWORKS}
words = "; ".join(f"{name}: {layers} layers, {matrices} in a row" for name, (layers, matrices) in rows.items())
theme.show(charts.ladder(rows), alt=words)

# %% [markdown]
# So in blocks, the deepest large language models with a published design stand just above a hundred (126, 118, 105), and
# newer ones are often below (94, 61). Hundreds it is only in matrices in a row (385 for GPT-3),
# or in research: 1,001 layers ([He and others 2016](https://arxiv.org/abs/1603.05027)) and 1,000
# ([Wang and others 2022](https://arxiv.org/abs/2203.00555)). Closed models do not say.
#
# Sources: [AlexNet](https://papers.nips.cc/paper/4824), [VGG](https://arxiv.org/abs/1409.1556),
# [ResNet](https://arxiv.org/abs/1512.03385), [BERT](https://arxiv.org/abs/1810.04805),
# [GPT-3](https://arxiv.org/abs/2005.14165), [Gopher](https://arxiv.org/abs/2112.11446),
# [MT-NLG](https://arxiv.org/abs/2201.11990), [PaLM](https://arxiv.org/abs/2204.02311),
# [Llama 3.1](https://arxiv.org/abs/2407.21783), [DeepSeek-V3](https://arxiv.org/abs/2412.19437),
# [Qwen3](https://arxiv.org/abs/2505.09388).
# %% [markdown]
# ## Narrow and deep: born dead
#
# Above, two ReLUs often missed a corner that they could have made. It gets worse with depth. Stored: 100 fresh starts for each shape, in groups of 20. "5 × 2" means five layers of two:

# %% demo minutes=2
from helpers.training import depth

failed = {name: row["failed"] for name, row in depth.trainable().items()}
flat = {name: f"{sum(row['flat']) / 5:.0%}" for name, row in depth.trainable().items()}
print("gives one and the same value for every x:", ", ".join(f"{name}: {share}" for name, share in flat.items()))
theme.show(charts.spread(failed, "starts that missed the corner"), alt="Missed the corner: " + charts.in_words(failed))

# %% [markdown]
# Two ReLUs miss it from 80 to 85 % of starts, sixteen from none; and nearly all stacks of ten layers of two give the same
# value for every x. [Lu and others (2019)](https://arxiv.org/abs/1903.06733) prove that: the deeper a narrow ReLU
# network, the surer it is born dead. So width is not only for what a network *can* be: it buys more chances that a start works.

# %% [markdown]
# ## How to start: neither too small nor too large
#
# Forty layers, 256 neurons each, random weights. If each layer shrinks its signal a little, forty of them leave nothing; if
# each enlarges it a little, they explode. With ReLU the right spread of the weights is $\sqrt{2/n}$
# ([He and others 2015](https://arxiv.org/abs/1502.01852)): ReLU throws away half, the 2 brings it back.

# %% demo minutes=2
rows = {}
for name, gain in {"too small: √(1/n)": 1, "right: √(2/n)": 2, "too large: √(4/n)": 4}.items():
    signal, rows[name] = torch.randn(500, 256), []
    for _ in range(40):
        signal = F.relu(signal @ torch.randn(256, 256) * (gain / 256) ** 0.5)
        rows[name].append(signal.square().mean().sqrt().item())
words = "; ".join(f"{name}: {row[-1]:.1e} after 40 layers" for name, row in rows.items())
theme.show(charts.signals(rows, "size of the signal"), alt=words)

# %% [markdown]
# ## Residual connections: a short way back for the slopes
#
# The other cure: let each layer *add* to what comes in, $x + f(x)$, instead of replacing it
# ([He and others 2015](https://arxiv.org/abs/1512.03385)). Then a slope can run back along the sum, past all layers.
# Both stacks start with torch's usual weights. The picture shows how large the slope of each layer's weights is.

# %% demo minutes=2
rows = {}
for name, keep in {"plain": 0, "residual": 1}.items():
    torch.manual_seed(0)
    signal, layers = torch.randn(500, 64), [nn.Linear(64, 64) for _ in range(40)]
    for layer in layers:
        signal = keep * signal + layer(F.relu(signal))
    signal.square().mean().backward()
    rows[name] = [layer.weight.grad.norm().item() for layer in layers]
words = "; ".join(f"{name}: {row[0]:.1e} at the first layer, {row[-1]:.1e} at the last" for name, row in rows.items())
theme.show(charts.signals(rows, "slope of the layer's weights"), alt=words)
