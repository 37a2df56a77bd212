"""Moves as sets: whoever moves wherever, nobody is twice in a post and no post is without somebody, in any order."""

from hypothesis import given, settings
from hypothesis import strategies as st

from staff.handover.moves import Fault, Move, faults, seats_after

PEOPLE = st.integers(1, 8)
EVE = {("二郎", "係長"), ("花子", "係員"), ("三子", "課長")}


def move(person: str, leaves: str | None, takes: str | None, **agreed: bool) -> Move:
    return Move(f"{person}-{leaves}-{takes}", person, leaves, takes, **agreed)


@st.composite
def permutations(draw: st.DrawFn) -> tuple[set[tuple[int, int]], list[Move]]:
    """As many people as posts; on the day everybody takes some post, each post once; the rows come in any order."""
    count = draw(PEOPLE)
    posts = draw(st.permutations(range(count)))
    moves = [Move(f"at-{n}", n, n, post) for n, post in enumerate(posts)]
    return {(n, n) for n in range(count)}, draw(st.permutations(moves))


@st.composite
def anything(draw: st.DrawFn) -> tuple[set[tuple[int, int]], list[Move]]:
    count = draw(PEOPLE)
    post = st.one_of(st.none(), st.integers(0, count))
    agreed = st.booleans()
    moves = [Move(f"at-{n}", n, n, draw(post), draw(agreed), draw(agreed)) for n in range(count)]
    moves += [Move(f"to-{n}", n, None, draw(st.integers(0, count)), draw(agreed), draw(agreed)) for n in range(2)]
    return {(n, n) for n in range(count)}, moves


class TestSeatsAfter:
    @given(permutations())
    @settings(deadline=None)
    def test_of_a_permutation_fill_every_post_once(self, case: tuple[set[tuple[int, int]], list[Move]]) -> None:
        eve, moves = case
        after = seats_after(eve, moves)
        assert faults(eve, moves) == []
        assert sorted(post for _person, post in after) == sorted(post for _person, post in eve)
        assert sorted(person for person, _post in after) == sorted(person for person, _post in eve)

    @given(anything(), st.randoms())
    @settings(deadline=None)
    def test_do_not_depend_on_the_order_of_the_rows(self, case, random) -> None:
        eve, moves = case
        shuffled = random.sample(moves, len(moves))
        assert seats_after(eve, shuffled) == seats_after(eve, moves)
        assert {(each.row, fault) for each, fault in faults(eve, shuffled) if fault != Fault.TWICE} == {
            (each.row, fault) for each, fault in faults(eve, moves) if fault != Fault.TWICE
        }

    @given(anything())
    @settings(deadline=None)
    def test_without_a_fault_no_post_is_empty_unasked_and_nobody_holds_two_unasked(self, case) -> None:
        eve, moves = case
        if faults(eve, moves):
            return
        after = seats_after(eve, moves)
        for each in moves:
            assert each.may_be_vacant or each.leaves is None or each.leaves in {post for _person, post in after}
            held = [post for person, post in after if person == each.person]
            assert each.may_hold_both or each.stays or each.takes is None or len(held) == 1


class TestFaults:
    def test_whoever_no_row_names_stays(self) -> None:
        moves = [move("花子", "係員", "係長", may_be_vacant=True), move("二郎", "係長", None)]
        assert seats_after(EVE, moves) == {("花子", "係長"), ("三子", "課長")}
        assert faults(EVE, moves) == []

    def test_a_post_that_nobody_takes_is_told_where_it_is_left(self) -> None:
        gone = move("二郎", "係長", None)
        assert faults(EVE, [gone]) == [(gone, Fault.VACANT)]
        assert faults(EVE, [move("二郎", "係長", None, may_be_vacant=True)]) == []

    def test_one_of_several_holders_leaves_no_gap(self) -> None:
        assert faults(EVE | {("六助", "係員")}, [move("花子", "係員", None)]) == []

    def test_two_posts_are_told_unless_both_are_meant(self) -> None:
        both = move("花子", None, "係長")
        moves = [move("二郎", "係長", None), both]
        assert faults(EVE, moves) == [(both, Fault.BOTH)]
        assert faults(EVE, [moves[0], move("花子", None, "係長", may_hold_both=True)]) == []

    def test_two_posts_held_before_are_nobodys_fault(self) -> None:
        eve = EVE | {("三子", "係長")}
        assert faults(eve, [move("三子", "課長", "課長"), move("三子", "係長", "係長")]) == []

    def test_the_same_seat_twice_is_told_at_the_second_row(self) -> None:
        again = move("二郎", None, "係長", may_hold_both=True)
        assert faults(EVE, [move("二郎", "係長", "係長"), again]) == [(again, Fault.TWICE)]
        assert faults(EVE, [again]) == [(again, Fault.TWICE)]
        first, second = (Move(row, "五月", None, "係員") for row in ("a", "b"))
        assert faults(EVE, [first, second]) == [(second, Fault.TWICE)]
