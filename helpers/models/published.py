"""How many layers published networks have, each with the paper that says so."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Published:
    """A network as its paper describes it.

    layers: what its paper counts: layers with weights for the first ones, blocks for transformers; in_a_block: how many
    weight matrices the signal passes one after the other in each, the way AlexNet's eight are counted.
    """

    name: str
    year: int
    layers: int
    in_a_block: int
    source: str

    @property
    def in_a_row(self) -> int:
        """Weight matrices from input to output, one after the other; a transformer has one more for its answer."""
        return self.layers * self.in_a_block + (self.in_a_block > 1)


ARXIV = "https://arxiv.org/abs/"
# A transformer block: queries, keys and values side by side, then one matrix, then two of the small MLP: four in a row.
# PaLM does attention and MLP side by side: two. DeepSeek squeezes its queries and keys first: one more.
NETWORKS = (
    Published("AlexNet", 2012, 8, 1, "https://papers.nips.cc/paper/4824"),
    Published("VGG-19", 2014, 19, 1, ARXIV + "1409.1556"),
    Published("ResNet-152", 2015, 152, 1, ARXIV + "1512.03385"),
    Published("BERT large", 2018, 24, 4, ARXIV + "1810.04805"),
    Published("GPT-3", 2020, 96, 4, ARXIV + "2005.14165"),
    Published("Gopher", 2021, 80, 4, ARXIV + "2112.11446"),
    Published("MT-NLG", 2022, 105, 4, ARXIV + "2201.11990"),
    Published("PaLM", 2022, 118, 2, ARXIV + "2204.02311"),
    Published("Llama 3.1 405B", 2024, 126, 4, ARXIV + "2407.21783"),
    Published("DeepSeek-V3", 2024, 61, 5, ARXIV + "2412.19437"),
    Published("Qwen3-235B", 2025, 94, 4, ARXIV + "2505.09388"),
)
