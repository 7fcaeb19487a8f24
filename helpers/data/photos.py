"""Real photos for lesson 1: the cats, dogs and cars of CIFAR-10, fetched once and kept."""

import logging
import sys
import tarfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pooch
import torch
from torch import Tensor
from tqdm import tqdm

from helpers.data.pictures import CLASSES, Pictures

BYTES = 170_052_171  # of the archive
SIZE = f"{BYTES / 1e6:.0f} MB"
SHAPE = (3, 32, 32)  # red, green and blue, each row by row from the top
RECORD = 1 + 3 * 32 * 32  # a record of the archive: the label, then the picture, one byte a number
LABELS = {"cat": 3, "dog": 5, "car": 1}  # CIFAR-10's own numbers; it says automobile
TRAIN = [f"data_batch_{number}.bin" for number in range(1, 6)]
TEST = ["test_batch.bin"]


class Source(NamedTuple):
    """Where an archive in CIFAR-10's binary form is, and the hash (as pooch writes it) that proves it is the one."""

    url: str
    known_hash: str


# The binary version, since the one for Python is a pickle: nothing that was downloaded should be able to run.
SOURCE = Source(
    "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz",
    "sha256:c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
)


class PhotosError(OSError):
    """The photos are not to be had just now; the message says why, and what to do."""


def photos(train: bool = True, folder: str | Path | None = None, source: Source = SOURCE) -> Pictures:
    """CIFAR-10's cats, dogs and cars: 5,000 of each to learn from, or, with train=False, 1,000 of each to test with.

    images (N, 3, 32, 32) float32 in [0, 1]; labels (N,) int64, indices into CLASSES; masks {}. The order is shuffled,
    and always the same, so the first n are a fair sample. Downloads 170 MB the first time and keeps them in `folder`
    (by default the system's place for caches); after that no network is needed.
    Raises PhotosError if they can be neither found nor fetched, or if the archive is damaged.
    Krizhevsky 2009, Learning Multiple Layers of Features from Tiny Images.
    """
    archive = fetch(Path(folder or pooch.os_cache("deep-learning-revolution")), source)
    records = torch.cat(list(read(archive, TRAIN if train else TEST)))  # (N, RECORD) uint8
    records = records[torch.randperm(len(records), generator=torch.Generator().manual_seed(0))]
    images = records[:, 1:].reshape(-1, *SHAPE).float().div_(255)
    own_numbers = torch.tensor([LABELS[name] for name in CLASSES])
    labels = (records[:, :1] == own_numbers).int().argmax(1)
    return Pictures(images, labels, {})


def fetch(folder: Path, source: Source) -> Path:
    """Path of the archive in `folder`: downloaded if it is not there yet, or is not what its hash says."""
    pooch.get_logger().setLevel(logging.WARNING)  # it would tell of the download on stderr
    name = source.url.rsplit("/", 1)[-1]
    trouble = f"The photos ({SIZE}) could not be fetched from {source.url}: "
    without = "run this cell again, or go on without: nothing later needs them."
    try:
        return Path(pooch.retrieve(source.url, source.known_hash, name, folder, downloader=download))
    except lost_connection() as error:
        what = f"the connection failed ({type(error).__name__}).\nConnect to a network and {without}"
        raise PhotosError(trouble + what) from error
    except ValueError as error:  # pooch's word for a wrong hash
        what = f"something else came.\nDoes the network ask you to log in first? Do so in a browser and {without}"
        raise PhotosError(trouble + what) from error
    except OSError as error:
        what = f"{error}.\nMake room in {folder}, or choose another place with photos(folder=...), and {without}"
        raise PhotosError(trouble + what) from error


def lost_connection() -> type[Exception]:
    """What pooch's downloader raises where the network fails; it comes with pooch, as its own dependency."""
    requests = sys.modules.get("requests")  # pooch imports it when it downloads, and only then can it raise
    return requests.RequestException if requests else ConnectionError


def download(url: str, file: str, _pooch=None) -> None:
    """Download to a file, as pooch asks for it; the bar is on stdout, since nbgrader takes stderr for a failure."""
    print(f"CIFAR-10: {SIZE}, fetched once, kept in {Path(file).parent}.")
    look = {"file": sys.stdout, "ncols": 80, "mininterval": 0.5, "leave": False}
    with tqdm(total=BYTES, desc="fetching", unit="B", unit_scale=True, **look) as bar:  # pooch then corrects the total
        pooch.HTTPDownloader(progressbar=bar, chunk_size=2**16, timeout=20)(url, file, None)


def read(archive: Path, names: list[str]) -> Iterator[Tensor]:
    """Each named batch's records (N, RECORD) uint8 of the three classes, in the archive's order; nothing is unpacked.

    Raises PhotosError if the archive is cut short, is something else, or lacks one of the batches.
    """
    missing = set(names)
    try:
        with tarfile.open(archive, "r:gz") as tar:
            for member in tar:
                name = member.name.rsplit("/", 1)[-1]
                if name in missing and member.isfile():
                    missing.remove(name)
                    yield chosen(tar.extractfile(member).read())
    except (tarfile.TarError, EOFError, OSError, zlib.error, ValueError) as error:
        raise PhotosError(f"{archive} is damaged: {error}.\nDelete it and run this cell again.") from error
    if missing:
        raise PhotosError(f"{archive} lacks {', '.join(sorted(missing))}.\nDelete it and run this cell again.")


def chosen(batch: bytes) -> Tensor:
    """The records (N, RECORD) of a batch whose label is one of LABELS. Raises ValueError if it ends inside a record."""
    if not batch or len(batch) % RECORD:
        raise ValueError(f"a batch of {len(batch):,} bytes is no whole number of pictures of {RECORD:,}")
    records = torch.frombuffer(bytearray(batch), dtype=torch.uint8).view(-1, RECORD)
    return records[torch.isin(records[:, 0], torch.tensor(list(LABELS.values()), dtype=torch.uint8))]
