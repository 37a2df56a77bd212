"""定足数 and majorities, as numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from organizations.meetings.quorum import HALF, THREE_QUARTERS, TWO_THIRDS, Share, Turnout, carried

people = some.integers(min_value=1, max_value=10_000)


@pytest.mark.parametrize(
    ("share", "eligible", "needed"),
    [
        (HALF, 60, 31),
        (HALF, 61, 31),
        (HALF, 1, 1),
        (TWO_THIRDS, 60, 40),
        (TWO_THIRDS, 61, 41),
        (THREE_QUARTERS, 61, 46),
    ],
)
def test_the_smallest_number_that_is_enough(share: Share, eligible: int, needed: int):
    assert share.needed(eligible) == needed


@given(eligible=people, over=some.integers(1, 9), more=some.integers(0, 9), is_more=some.booleans())
def test_one_fewer_is_never_enough(eligible: int, over: int, more: int, is_more: bool):
    share = Share(over, over + more + is_more, is_more)
    needed = share.needed(eligible)
    enough = needed * share.under > eligible * over if is_more else needed * share.under >= eligible * over
    fewer = (needed - 1) * share.under
    too_few = fewer <= eligible * over if is_more else fewer < eligible * over
    assert enough
    assert too_few


def test_written_votes_and_proxies_count_as_being_there():
    turnout = Turnout(61, 20, 8, 5)
    assert turnout.is_quorate(HALF)
    assert not Turnout(61, 20, 8, 2).is_quorate(HALF)
    assert turnout.said() == "出席20人、書面表決8人、委任状5人、合わせて33人"


def test_three_quarters_of_all_are_not_three_quarters_of_those_who_came():
    assert carried(THREE_QUARTERS, in_favour=33, counted=33, eligible=61, of_all=False)
    assert not carried(THREE_QUARTERS, in_favour=33, counted=33, eligible=61, of_all=True)


def test_shares_are_said_as_the_bylaws_say_them():
    assert [str(share) for share in (HALF, TWO_THIRDS, Share(1, 3, True))] == [
        "過半数",
        "3分の2以上",
        "3分の1を超える数",
    ]
