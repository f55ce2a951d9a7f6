import pytest

from articles.homonyms import Homonyms
from articles.linking import LinkableName, Linker

NAMES = [
    LinkableName(1, "person", "Jens Stoltenberg", "preferred"),
    LinkableName(1, "person", "Stoltenberg", "surname"),
    LinkableName(2, "organisation", "Umicore", "preferred"),
    LinkableName(3, "country", "Congo", "preferred"),
    LinkableName(4, "person", "Jan Peeters", "preferred"),
    LinkableName(5, "person", "Jan Peeters", "preferred"),
    LinkableName(6, "person", "Els van der Meer", "preferred"),
    LinkableName(7, "person", "Koen Maes", "preferred"),
    LinkableName(8, "person", "Kris Maes", "preferred"),
]


@pytest.mark.parametrize(
    ("kind", "text", "bearers"),
    [
        ("person", "Jens Stoltenberg", (1,)),
        ("person", "JENS STOLTENBERG", (1,)),
        ("person", "J. Stoltenberg", (1,)),
        ("person", "J.B. Stoltenberg", (1,)),
        ("person", "K. Stoltenberg", ()),
        ("person", "Stoltenberg", ()),
        ("person", "Marie Stoltenberg", ()),
        ("organisation", "Jens Stoltenberg", ()),
        ("organisation", "Umicore NV", (2,)),
        ("organisation", "de Umicore", (2,)),
        ("place", "Congo", (3,)),
        ("person", "Jan Peeters", (4, 5)),
        ("person", "J. Peeters", ()),
        ("person", "E. van der Meer", (6,)),
        ("person", "K. Maes", ()),
    ],
)
def test_who_bears_a_name(kind, text, bearers):
    assert Linker(NAMES).bearers(kind, [text]) == bearers


FOOTBALL, POLITICS = ["t:15000000", "s:1"], ["t:11000000", "s:1"]


def namesakes() -> Homonyms:
    confirmed = [(4, FOOTBALL)] * 3 + [(5, [*POLITICS, "a:9"])] * 3
    return Homonyms({4: (4, 5), 5: (4, 5)}, confirmed)


@pytest.mark.parametrize(
    ("facets", "meant"),
    [
        (FOOTBALL, 4),
        (POLITICS, 5),
        (["a:9"], 5),
        (["s:1"], None),
        ([], None),
        (["t:99999999"], None),
        (["t:15000000", "t:11000000"], None),
    ],
)
def test_namesakes_are_told_apart_by_what_else_is_in_the_article(facets, meant):
    assert namesakes().choose((4, 5), facets) == meant


def test_a_namesake_of_whom_nothing_is_confirmed_leaves_all_in_doubt():
    one_sided = Homonyms({4: (4, 5), 5: (4, 5)}, [(4, FOOTBALL)] * 3)

    assert one_sided.choose((4, 5), FOOTBALL) is None
    assert one_sided.choose((4,), FOOTBALL) == 4
    assert one_sided.choose((), FOOTBALL) is None
