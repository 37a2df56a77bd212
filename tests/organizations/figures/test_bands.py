"""Age groups of any cut become groups of five years, and nobody is lost."""

from hypothesis import given, settings
from hypothesis import strategies as st

from organizations.figures.parts import Band, Part
from organizations.figures.reading.bands import folded, partition, sum_within
from organizations.figures.reading.headings import understood


@st.composite
def cuts(draw: st.DrawFn) -> dict[Band, int]:
    starts = sorted({0, *draw(st.sets(st.integers(1, 110), max_size=40))})
    ends: list[int | None] = [low - 1 for low in starts[1:]]
    return {Band(low, high): draw(st.integers(0, 300)) for low, high in zip(starts, [*ends, None], strict=True)}


@settings(max_examples=80)
@given(cuts())
def test_folding_loses_nobody_and_leaves_no_gap(counts: dict[Band, int]) -> None:
    found = folded(counts)
    assert sum(value or 0 for value in found.values()) == sum(counts.values())
    assert partition(found) == sorted(found, key=lambda band: band.low)


def test_sums_beside_the_groups_are_no_part_of_them() -> None:
    fives = [Band(low, low + 4) for low in range(0, 75, 5)]
    assert partition([Band(0, 14), Band(15, 64), Band(65, None), *fives, Band(75, None)]) == [*fives, Band(75, None)]
    assert partition([Band(0, 4), Band(10, None)]) == []


def test_a_group_is_summed_only_where_the_cuts_allow_it() -> None:
    counts = {Band(0, 14): 5, Band(15, 64): 20, Band(65, 74): 7, Band(75, None): 4}
    assert sum_within(counts, Band(65, None)) == 11
    assert sum_within(counts, Band(70, None)) is None
    assert sum_within({**counts, Band(75, None): None}, Band(65, None)) is None
    assert sum_within(counts, Band(0, 64)) == 25


def test_headings_as_cities_write_them() -> None:
    said = {
        "0-4歳の男性": ("m", Band(0, 4)),
        "８５歳以上の女性": ("f", Band(85, None)),
        "男 ０〜４歳": ("m", Band(0, 4)),
        "総数１５歳未満": (None, Band(0, 14)),
        "老年人口(65歳以上)": (None, Band(65, None)),
        "総人口": (None, None),
        "女性": ("f", None),
        "人口・総数": (None, None),
        "100歳以上": (None, Band(100, None)),
        "男の総数、年齢「不詳」含む": ("m", None),
    }
    for heading, (sex, age) in said.items():
        meaning = understood(heading, {})
        assert meaning is not None, heading
        assert (meaning.sex, meaning.age) == (sex, age), heading
    for heading in ("平均年齢", "女性の平均年齢", "人口密度", "1世帯当たり人員", "面積", "前月比"):
        assert understood(heading, {}) is None, heading


def test_every_part_has_a_code_and_a_name_of_its_own() -> None:
    parts = [
        Part(sex, low, high) for sex in ("", "m", "f") for low, high in ((None, None), (0, 4), (85, None), (0, 14))
    ]
    assert len({part.code for part in parts}) == len({part.name for part in parts}) == len(parts)
