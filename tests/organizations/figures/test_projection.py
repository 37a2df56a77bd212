"""コーホート変化率法, against a sum done by hand; and when it is refused."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from organizations.figures.parts import Band, five_year
from organizations.figures.projection import Refused, project
from organizations.figures.pyramids import OLD, YOUNG, Pyramid, added_up, pyramid_of

THEN, NOW = date(2020, 4, 1), date(2025, 4, 1)
BANDS = [*(five_year(low) for low in range(0, 85, 5)), Band(85, None)]
EVEN = [20] * 18


def pyramid(day: date, men: list[int], women: list[int]) -> Pyramid:
    made = pyramid_of(day, dict(zip(BANDS, men, strict=True)), dict(zip(BANDS, women, strict=True)))
    assert made
    return made


HIDDEN = Pyramid(NOW, {**dict.fromkeys(BANDS, 20), Band(85, None): None}, dict.fromkeys(BANDS, 20))


class TestProject:
    def test_every_cohort_goes_on_as_it_went(self) -> None:
        """Of 20 men of 35-39 there are 18 five years later: of those of 40-44 today nine tenths will be there."""
        men_now = [20] * 8 + [18] + [20] * 9
        found = project(pyramid(THEN, EVEN, EVEN), pyramid(NOW, men_now, EVEN))
        first, second = found.steps[:2]
        assert first.day == date(2030, 4, 1)
        assert first.men[Band(40, 44)] == pytest.approx(18)  # 20 x 18/20
        assert first.men[Band(45, 49)] == pytest.approx(18)  # the 18 of today, times 20/20
        assert second.men[Band(45, 49)] == pytest.approx(18)
        assert first.men[Band(85, None)] == pytest.approx((20 + 20) * 20 / 40)
        assert first.women[Band(0, 4)] == pytest.approx(140 * 40 / 140 / 2)  # as many for each of the 140 women

    def test_children_follow_the_women_and_the_proportion_of_boys(self) -> None:
        boys = [30, *EVEN[1:]]
        found = project(pyramid(THEN, EVEN, EVEN), pyramid(NOW, boys, EVEN))
        children = found.steps[0].men[Band(0, 4)] + found.steps[0].women[Band(0, 4)]
        assert children == pytest.approx(50)
        assert found.steps[0].men[Band(0, 4)] == pytest.approx(50 * 50 / 90)

    def test_a_population_that_stands_still_stands_still(self) -> None:
        found = project(pyramid(THEN, EVEN, EVEN), pyramid(NOW, EVEN, EVEN))
        assert [step.total for step in found.steps] == [720] * 4
        assert [round(step.old, 3) for step in found.steps] == [round(10 / 36, 3)] * 4

    def test_where_nobody_was_the_citys_rate_serves(self) -> None:
        gap = [*EVEN[:5], 0, *EVEN[6:]]  # no man of 25-29 five years ago
        city = pyramid(THEN, [200] * 18, [200] * 18), pyramid(NOW, [200] * 6 + [100] + [200] * 11, [200] * 18)
        found = project(pyramid(THEN, gap, EVEN), pyramid(NOW, EVEN, EVEN), city=city)
        assert found.borrowed == 1
        assert found.steps[0].men[Band(30, 34)] == pytest.approx(10)  # 20 times the city's 100/200
        with pytest.raises(Refused, match="だれもいなかった"):
            project(pyramid(THEN, gap, EVEN), pyramid(NOW, EVEN, EVEN))

    @settings(max_examples=15)
    @given(
        st.lists(st.integers(3, 90), min_size=36, max_size=36), st.lists(st.integers(3, 90), min_size=36, max_size=36)
    )
    def test_nobody_is_negative_and_nobody_comes_from_nowhere(self, before: list[int], now: list[int]) -> None:
        found = project(pyramid(THEN, before[:18], before[18:]), pyramid(NOW, now[:18], now[18:]))
        for step in found.steps:
            assert min([*step.men.values(), *step.women.values()]) >= 0
            assert list(step.men) == BANDS

    @pytest.mark.parametrize(
        ("before", "now", "sentence"),
        [
            (None, None, "まだない"),
            (None, pyramid(NOW, EVEN, EVEN), "ちょうど5年前"),
            (pyramid(date(2021, 4, 1), EVEN, EVEN), pyramid(NOW, EVEN, EVEN), "ちょうど5年前"),
            (pyramid(THEN, [2] * 18, [2] * 18), pyramid(NOW, [2] * 18, [2] * 18), "100人より少ない"),
            (
                Pyramid(THEN, {Band(0, 64): 90, Band(65, None): 90}, {Band(0, 64): 90, Band(65, None): 90}),
                Pyramid(NOW, {Band(0, 64): 90, Band(65, None): 90}, {Band(0, 64): 90, Band(65, None): 90}),
                "5歳ごと",
            ),
            (pyramid(THEN, EVEN, EVEN), HIDDEN, "公表されていない"),
        ],
    )  # fmt: skip
    def test_is_refused_with_the_reason(self, before: Pyramid | None, now: Pyramid | None, sentence: str) -> None:
        with pytest.raises(Refused, match=sentence):
            project(before, now)


class TestPyramid:
    def test_shares(self) -> None:
        found = pyramid(NOW, EVEN, EVEN)
        assert (found.total, found.people(OLD)) == (720, 200)
        assert found.share(YOUNG) == pytest.approx(120 / 720)

    def test_areas_with_other_cuts_add_up_in_those_that_both_have(self) -> None:
        coarse = Pyramid(
            NOW,
            {Band(0, 14): 5, Band(15, 64): 6, Band(65, None): 7},
            {Band(0, 14): 1, Band(15, 64): 1, Band(65, None): 1},
        )
        found = added_up([pyramid(NOW, EVEN, EVEN), coarse])
        assert found
        assert found.bands == [Band(0, 14), Band(15, 64), Band(65, None)]
        assert found.total == 720 + 21

    def test_a_hidden_group_hides_the_share_and_not_the_rest(self) -> None:
        found = Pyramid(NOW, {Band(0, 64): 5, Band(65, None): None}, {Band(0, 64): 6, Band(65, None): 7})
        assert (found.total, found.is_whole, found.people(Band(0, 64)), found.share(Band(0, 64))) == (
            18,
            False,
            11,
            None,
        )
