"""The numbers of the scene: are they torch's own?"""

import pytest
import torch
from torch import nn

from helpers.scene.graph import trace


def heard(net, x):
    """What torch itself computes: for each layer with weights, its sums, and what the next one is given."""
    sums, given = [], []

    def note(_module, inputs, output):
        given.append(inputs[0].clone())
        sums.append(output.clone())

    layers = [module for module in net.modules() if isinstance(module, (nn.Linear, nn.Conv2d))]
    hooks = [layer.register_forward_hook(note) for layer in layers]
    with torch.no_grad():
        logits = net.eval()(x[None])[0]
    for hook in hooks:
        hook.remove()
    return layers, sums, given, logits


def per_neuron(value, neurons):
    """The mean of each neuron's numbers."""
    return value.reshape(neurons, -1).mean(1)


def test_every_neuron_says_what_torch_says(net, pictures):
    """Are the values those that the next layer is given, to 1e-6?"""
    x = pictures["one"]
    graph = trace(net, x)
    layers, _, given, logits = heard(net, x)
    for layer, passed_on in zip(graph.layers, given[1:], strict=False):
        torch.testing.assert_close(layer.values, per_neuron(passed_on, len(layer)), atol=1e-6, rtol=1e-5)
    torch.testing.assert_close(graph.logits, logits, atol=1e-6, rtol=1e-5)
    torch.testing.assert_close(graph.shares, logits.softmax(0), atol=1e-6, rtol=1e-5)
    assert len(graph.layers) == len(layers)


def test_what_is_brought_adds_up(net, pictures):
    """Do a neuron's connections and its bias add up to the sum that torch computes before it fires?"""
    x = pictures["two"]
    graph = trace(net, x)
    layers, sums, _, _ = heard(net, x)
    for layer, module, before_firing in zip(graph.layers, layers, sums, strict=True):
        bias = 0 if module.bias is None else module.bias.detach()
        expected = per_neuron(before_firing, len(layer))
        torch.testing.assert_close(layer.brought.sum(1) + bias, expected, atol=1e-4, rtol=1e-4)


def test_a_dense_connection_is_value_times_weight(pictures):
    """Is what a neuron brings to the next layer its value times the weight, one by one?"""
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(4, 5), nn.ReLU(), nn.Linear(5, 2))
    graph = trace(net, torch.randn(4))
    torch.testing.assert_close(graph.layers[1].brought, net[2].weight.detach() * graph.layers[0].values)


def test_a_silenced_neuron_is_zero_for_all_that_follows(net, pictures):
    """Is the answer what torch gives when that neuron's output is set to 0?"""
    x = pictures["three"]
    graph = trace(net, x, silenced={(1, 2)})
    first, second = [m for m in net.modules() if isinstance(m, (nn.Linear, nn.Conv2d))][:2]

    def silence(_module, inputs):
        value = inputs[0].clone()
        value.view(1, first.weight.shape[0], -1)[:, 1] = 0
        return (value,)

    hook = second.register_forward_pre_hook(silence)
    with torch.no_grad():
        expected = net.eval()(x[None])[0]
    hook.remove()
    torch.testing.assert_close(graph.logits, expected, atol=1e-6, rtol=1e-5)
    assert graph.layers[0].values[1] == 0


def test_nothing_is_left_behind(net, pictures):
    """Are the model's mode, weights, running means and gradients as they were?"""
    before = {name: value.clone() for name, value in net.state_dict().items()}
    trace(net, pictures["one"])
    assert net.training
    assert all(torch.equal(value, before[name]) for name, value in net.state_dict().items())
    assert all(parameter.grad is None for parameter in net.parameters())


@pytest.mark.parametrize(
    "model",
    [
        nn.Sequential(nn.Linear(4, 4), nn.MultiheadAttention(4, 1)),
        nn.Sequential(nn.Flatten(), nn.ReLU()),
        nn.LSTM(4, 3),
    ],
    ids=["attention", "no weights", "recurrent"],
)
def test_what_cannot_be_drawn_is_refused_in_words(model):
    """Does a model that is no row of simple layers get an error that says what to give?"""
    with pytest.raises(ValueError, match=r"nn\.Linear|drawn"):
        trace(model, torch.zeros(4))


def test_a_softmax_at_the_end_is_not_taken_twice():
    """Are the answers' probabilities the same with and without a softmax at the end?"""
    plain = nn.Sequential(nn.Linear(4, 3))
    x = torch.randn(4)
    torch.testing.assert_close(trace(nn.Sequential(*plain, nn.Softmax(1)), x).shares, trace(plain, x).shares)
