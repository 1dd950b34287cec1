"""Linear heads over the network: each belongs to one network, and damaged files are told."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from detente.events.fields import FILE
from detente.events.heads import Head, load_head, save_head
from detente.events.network import ModelError, Network
from detente.tables import Lexicon, open_lexicon

HEAD = Head(("one", "other"), np.array([[1.0, 2.0, 0.5], [0.0, -1.0, 0.0]], dtype=np.float32))


@pytest.fixture
def network(lexicon: Lexicon) -> Network:
    return Network(lexicon.folders[0] / "model")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "model"
    made.mkdir()
    return made


def test_bias_is_last() -> None:
    assert HEAD.logits(np.array([3.0, 4.0], dtype=np.float32)).tolist() == [11.5, -4.0]


def test_head_of_the_last_folder_for_the_network_is_used(folder: Path, network: Network) -> None:
    save_head(folder / FILE, HEAD, network)
    found = load_head(open_lexicon([folder.parent]), network, FILE)
    assert found is not None
    assert found.names == HEAD.names
    assert found.weights.tolist() == HEAD.weights.tolist()


def test_head_of_another_network_is_not_used(folder: Path, network: Network) -> None:
    np.savez(folder / FILE, names=HEAD.names, weights=HEAD.weights, encoder="another")
    found = load_head(open_lexicon([folder.parent]), network, FILE)
    assert found is not None
    assert found.names != HEAD.names


def test_without_a_file_there_is_none(network: Network, folder: Path) -> None:
    assert load_head(Lexicon((folder.parent,)), network, FILE) is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "holds no weights"),
        (b"PK\x03\x04 cut off", "holds no weights"),
        (b"no archive at all", "holds no weights"),
    ],
)
def test_damaged_file_is_told(folder: Path, network: Network, content: bytes, told: str) -> None:
    (folder / FILE).write_bytes(content)
    with pytest.raises(ModelError, match=told):
        load_head(open_lexicon([folder.parent]), network, FILE)


def test_names_without_weights_are_told(folder: Path, network: Network) -> None:
    np.savez(folder / FILE, names=("one",), weights=HEAD.weights, encoder=network.digest)
    with pytest.raises(ModelError, match="do not belong together"):
        load_head(open_lexicon([folder.parent]), network, FILE)
