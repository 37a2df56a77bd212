"""Short codes: nobody guesses one, everybody can type one, and a square of dots says the same."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from records.codes import ALPHABET, LENGTH, Square, as_code, drawn_by_lot, grouped


class TestAlphabet:
    def test_has_sixty_bits_in_a_code(self):
        assert LENGTH * math.log2(len(set(ALPHABET))) >= 60

    def test_has_no_two_that_look_alike(self):
        for lookalikes in ("0O", "1IL", "UV"):
            assert len(set(lookalikes) & set(ALPHABET)) == 1

    def test_a_code_is_drawn_anew_each_time(self):
        assert len({drawn_by_lot() for _ in range(1000)}) == 1000


class TestTyped:
    @given(st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH))
    def test_a_printed_code_is_read_back(self, code):
        assert as_code(grouped(code)) == code
        assert as_code(grouped(code).lower()) == code

    @pytest.mark.parametrize(
        "typed",
        ["0123-4567-89AB", " 0123 4567 89ab", "０１２３－４５６７－８９ＡＢ", "OI23 4567 89AB", "o l23.4567.89ab"],
    )
    def test_width_case_grouping_and_lookalikes_do_not_matter(self, typed):
        assert as_code(typed) == "0123456789AB"

    @given(st.text(max_size=40))
    def test_anything_else_is_no_code_and_no_fault(self, typed):
        code = as_code(typed)
        assert code == "" or (len(code) == LENGTH and set(code) <= set(ALPHABET))


class TestSquare:
    def test_the_same_address_gives_the_same_picture(self):
        assert Square("https://kyodo.example/v/A/").path == Square("https://kyodo.example/v/A/").path

    def test_the_path_has_every_dark_dot_and_no_other(self):
        square = Square("https://kyodo.example/v/0123-4567-89AB/")
        dark = {(x, y) for y, row in enumerate(square.rows) for x, is_dark in enumerate(row) if is_dark}
        assert drawn(square.path) == dark

    def test_it_has_its_quiet_margin(self):
        square = Square("x")
        assert not any(square.rows[0] + square.rows[3] + square.rows[-1])


def drawn(path: str) -> set[tuple[int, int]]:
    """The dots that the bars of the path cover."""
    dots = set()
    for bar in filter(None, path.split("z")):
        start, y = bar.removeprefix("M").split("h")[0].split(" ")
        length = int(bar.split("h")[1].split("v")[0])
        dots |= {(int(start) + step, int(y)) for step in range(length)}
    return dots
