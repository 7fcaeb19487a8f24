"""The photos: what is read, what is kept, and what is said when there is no network. All from a small archive."""

import hashlib
import io
import socketserver
import subprocess
import sys
import tarfile
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from threading import Thread

import numpy as np
import pooch
import pytest
import torch

from helpers.data.photos import PhotosError, Source, photos
from helpers.data.pictures import CLASSES

NAMES = ["airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck"]  # CIFAR-10's order
BATCHES = [*(f"data_batch_{number}.bin" for number in range(1, 6)), "test_batch.bin"]
RED_CAR = bytes([1]) + 1024 * b"\xff" + 2048 * b"\x00"


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch):
    """Keep a proxy of this machine out of a talk of the test with itself."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


def draw(batch: str, count: int = 30) -> tuple[np.ndarray, np.ndarray]:
    """Random pictures (count, 32, 32, 3) uint8 as a screen shows them, and labels (count,), one class after another."""
    rng = np.random.default_rng(BATCHES.index(batch))
    return rng.integers(0, 256, (count, 32, 32, 3), dtype=np.uint8), np.arange(count) * 10 // count


def records(pictures: np.ndarray, labels: np.ndarray) -> bytes:
    """A batch as CIFAR-10's page describes it: a byte of label, then the red, the green and the blue of the picture."""
    pairs = zip(pictures, labels, strict=True)
    return b"".join(bytes([label]) + picture.transpose(2, 0, 1).tobytes() for picture, label in pairs)


def pack(**other: bytes | None) -> bytes:
    """A .tar.gz of six random batches and a page; `other` puts something else (None: nothing) in a batch's place."""
    contents = {name: records(*draw(name)) for name in BATCHES} | {"readme.html": b"<html>"}
    contents |= {f"{name}.bin": data for name, data in other.items()}
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode="w:gz") as tar:
        for name, data in contents.items():
            if data is not None:
                member = tarfile.TarInfo(f"cifar-10-batches-bin/{name}")
                member.size = len(data)
                tar.addfile(member, io.BytesIO(data))
    return whole.getvalue()


@contextmanager
def serve(body: bytes, promised: int | None = None, status: int = 200, known_hash: str = ""):
    """Serve `body` on this machine while the block runs; by default the source's hash is the body's own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            self.send_header("Content-Length", str(promised or len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with socketserver.TCPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{server.server_address[1]}/cifar-10-binary.tar.gz"
        try:
            yield Source(url, known_hash or f"sha256:{hashlib.sha256(body).hexdigest()}")
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(("train", "batches"), [(True, BATCHES[:5]), (False, BATCHES[5:])])
def test_every_cat_dog_and_car_comes_once(tmp_path, train, batches):
    """Does each picture of the three classes come out as it went in, once, under its own name, and no other?"""
    expected = {
        picture.tobytes(): NAMES[label].replace("automobile", "car")
        for batch in batches
        for picture, label in zip(*draw(batch), strict=True)
        if NAMES[label] in ("cat", "dog", "automobile")
    }
    with serve(pack()) as source:
        world = photos(train, tmp_path, source)
    as_shown = (world.images * 255).round().byte().permute(0, 2, 3, 1).numpy()
    found = {image.tobytes(): CLASSES[label] for image, label in zip(as_shown, world.labels, strict=True)}
    assert found == expected
    assert len(world) == len(expected) == 9 * len(batches)


def test_photos_have_the_form_of_pictures(tmp_path):
    """Is a red car red from edge to edge, float32 in [0, 1], with an int64 label and no masks?"""
    with serve(pack(test_batch=RED_CAR)) as source:
        world = photos(train=False, folder=tmp_path, source=source)
    assert world.images.dtype == torch.float32
    assert torch.equal(world.images, torch.tensor([1.0, 0, 0]).view(1, 3, 1, 1).expand(1, 3, 32, 32))
    assert world.labels.dtype == torch.int64
    assert world.labels.tolist() == [CLASSES.index("car")]
    assert world.masks == {}


def test_the_order_is_fair_and_always_the_same(tmp_path):
    """Does an archive sorted by class come out mixed, so that the first third holds each class, and twice alike?"""
    with serve(pack(test_batch=records(*draw("test_batch.bin", count=600)))) as source:
        one, two = (photos(train=False, folder=tmp_path, source=source) for _ in range(2))
    assert one.labels.bincount().tolist() == [60, 60, 60]
    assert one.labels[:60].bincount(minlength=3).min() > 10
    assert torch.equal(one.images, two.images)
    assert torch.equal(one.labels, two.labels)


def test_the_global_generator_is_left_alone(tmp_path):
    """Does the shuffle draw nothing from torch's own stream?"""
    before = torch.get_rng_state()
    with serve(pack()) as source:
        photos(folder=tmp_path, source=source)
    assert torch.equal(before, torch.get_rng_state())


def test_no_network_is_needed_twice(tmp_path):
    """Are both sets there once the archive is, with the server gone, and is the archive all that is kept?"""
    with serve(pack()) as source:
        first = photos(True, tmp_path, source)
    assert torch.equal(photos(True, tmp_path, source).images, first.images)
    assert len(photos(False, tmp_path, source)) == 9
    assert [path.name for path in tmp_path.iterdir()] == ["cifar-10-binary.tar.gz"]


def test_the_reader_is_told_before_it_starts_and_stderr_stays_empty(tmp_path, capfd, monkeypatch):
    """Do the size, the place and the bar go to stdout, the bar gone at the end, and is a second call silent?"""
    # pooch's logger writes to the stderr of the moment it was imported, which capfd does not see
    monkeypatch.setattr(pooch.get_logger().handlers[0], "stream", sys.stderr)
    with serve(pack()) as source:
        photos(True, tmp_path, source)
        out, err = capfd.readouterr()
        assert err == ""
        assert out.startswith(f"CIFAR-10: 170 MB, fetched once, kept in {tmp_path}.\n\r")
        assert "fetching" in out
        assert out.split("\r")[-2].strip() == out.split("\r")[-1] == ""
        photos(True, tmp_path, source)
    assert capfd.readouterr() == ("", "")


def test_without_a_network_it_says_what_to_do(tmp_path, capfd):
    """Is a server that is gone one clear message, with nothing kept and nothing on stderr?"""
    with serve(b"") as source:
        pass
    with pytest.raises(PhotosError, match=r"170 MB.* could not be fetched from http(.|\n)*Connect .* go on without"):
        photos(True, tmp_path, source)
    assert list(tmp_path.iterdir()) == []
    assert capfd.readouterr().err == ""


@pytest.mark.parametrize(
    ("served", "words"),
    [
        ({"body": b"<html>Welcome to our network</html>", "known_hash": "sha256:" + 64 * "0"}, "something else came"),
        ({"body": b"gone", "status": 404}, "HTTPError"),
        ({"body": pack()[:50_000], "promised": 100_000}, "connection failed"),
    ],
    ids=["a login page", "not found", "broken off"],
)
def test_a_failed_download_leaves_nothing(tmp_path, served, words):
    """Is each a clear message, the folder left empty, and the next try a fresh start?"""
    with serve(**served) as source, pytest.raises(PhotosError, match=words):
        photos(True, tmp_path, source)
    assert list(tmp_path.iterdir()) == []
    with serve(pack()) as source:
        assert len(photos(True, tmp_path, source)) == 45


def test_stopping_it_by_hand_leaves_nothing(tmp_path, monkeypatch):
    """Is the folder empty after an interrupt in the middle?"""

    def stopped(response, chunk_size):
        yield b"a beginning"
        raise KeyboardInterrupt

    monkeypatch.setattr("requests.Response.iter_content", stopped)
    with serve(b"a beginning and an end") as source, pytest.raises(KeyboardInterrupt):
        photos(True, tmp_path, source)
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_copy_is_fetched_again(tmp_path):
    """Is a kept archive that does not match its hash replaced?"""
    (tmp_path / "cifar-10-binary.tar.gz").write_bytes(b"half")
    with serve(pack()) as source:
        assert len(photos(False, tmp_path, source)) == 9


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    """Does the message offer to choose another folder?"""
    (tmp_path / "taken").write_text("a file, where a folder should be")
    with serve(pack()) as source, pytest.raises(PhotosError, match=r"choose another place with photos\(folder=...\)"):
        photos(True, tmp_path / "taken", source)


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (pack()[:200_000], "damaged"),
        (b"", "damaged"),
        (b"no archive", "damaged"),
        (pack(data_batch_2=RED_CAR[:-1]), "3,072 bytes is no whole number"),
        (pack(data_batch_2=b""), "0 bytes is no whole number"),
        (pack(data_batch_2=None), "lacks data_batch_2.bin"),
    ],
    ids=["cut short", "empty", "something else", "half a record", "empty batch", "no batch"],
)
def test_a_damaged_archive_is_named(tmp_path, body, words):
    """Does an archive that cannot be read say so, with its path and what to do?"""
    with serve(body) as source, pytest.raises(PhotosError, match=words) as failure:
        photos(True, tmp_path, source)
    assert str(tmp_path / "cifar-10-binary.tar.gz") in str(failure.value)
    assert "Delete it and run this cell again" in str(failure.value)


def test_only_pooch_needs_requests():
    """Does the file import without requests, which is a dependency of pooch's and none of ours?"""
    code = "import sys; sys.modules['requests'] = None; import helpers.data.photos"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True).returncode == 0
