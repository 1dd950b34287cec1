"""What the gazetteer says of a name by itself."""

from __future__ import annotations

import pytest

from detente.places import Gazetteer, look_up


@pytest.mark.parametrize(
    ("name", "beside", "told"),
    [
        ("Springfield, Ohio", (), "Springfield Ohio USA"),
        ("Paris", (), "Paris Île-de-France FRA"),
        ("Tripoli", (), "Tripoli Ţarābulus LBY"),
        ("Tripoli", ("Beirut", "Lebanon"), "Tripoli Ash Shimāl LBN"),
        ("Georgia", (), "Georgia GEO"),
        ("the Sahel", (), "Sahel"),
        ("Qwghlmville", (), None),
        ("", (), None),
        ("  ", ("Paris",), None),
    ],
)
def test_the_first_is_what_a_text_would_mean(
    gazetteer: Gazetteer, name: str, beside: tuple[str, ...], told: str | None
) -> None:
    found = look_up(name, gazetteer, beside=beside)
    first = found[0] if found else None
    got = first and " ".join(filter(None, [first.name, first.admin1, first.country]))
    assert got == told


def test_the_others_follow_by_renown_and_give_no_reason(gazetteer: Gazetteer) -> None:
    first, *others = look_up("Springfield", gazetteer)
    assert first.chosen
    assert first.reason == "the best known place of that name"
    assert not any(one.chosen or one.reason for one in others)
    renown = [one.renown for one in others]
    assert renown == sorted(renown, reverse=True)
    assert len({one.geonames for one in others}) == len(others)


def test_containment_leaves_only_what_lies_inside(gazetteer: Gazetteer) -> None:
    (found,) = look_up("Springfield, Ohio", gazetteer)
    assert found.reason == "the text puts it in Ohio"
