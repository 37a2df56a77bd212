"""Real cities' formulas and six composed ones, each with examples to the yen; the examples of the documentation too."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from grants.formula.files import read_file
from grants.formula.kinds import KINDS
from grants.formula.rule import read_back
from grants.formula.writing import toml
from tests.house.walk import ROOT

BOOKS = sorted((ROOT / "tests/grants/rulebooks").glob("*.toml"))
DOCUMENTED = re.findall(r"```toml\n(.*?)```", (ROOT / "docs/rulebook.md").read_text(), re.DOTALL)


def stem(file: Path) -> str:
    return file.stem


@pytest.mark.parametrize("file", BOOKS, ids=stem)
class TestRuleBook:
    def test_gives_its_examples_to_the_yen(self, file: Path):
        book = read_file(file.read_bytes())
        assert book.examples
        for example in book.examples:
            assert list(example.differences(book.rule)) == []

    def test_is_the_same_after_it_was_written(self, file: Path):
        book = read_file(file.read_bytes())
        assert read_file(toml(book).encode()) == book

    def test_reads_as_sentences(self, file: Path):
        rule = read_file(file.read_bytes()).rule
        told = read_back(rule)
        assert len(told) >= len(rule.components)
        assert all(row.name and row.sentence.endswith("。") for row in told)


def test_the_examples_of_the_domain_are_there():
    """4.2 A, B, C and E; D and F are payment and settlement."""
    amounts = {
        (file.stem, wanted.amount)
        for file in BOOKS
        for example in read_file(file.read_bytes()).examples
        for wanted in example.organizations
    }
    wanted = [("nabari", 6_020_632), ("koura", 411_000), ("kuroshio", 186_380), ("niimi_trial", 500_000)]
    assert {(name, Fraction(amount)) for name, amount in [*wanted, ("niimi_trial", 437_000)]} <= amounts


def test_a_composed_city_counts_as_six():
    assert len([file for file in BOOKS if file.stem.startswith("made_")]) == 6


@pytest.mark.parametrize("text", DOCUMENTED, ids=lambda text: re.findall(r'name = "(.*?)"', text)[0])
def test_what_is_documented_is_true(text: str):
    book = read_file(text.encode())
    assert read_file(toml(book).encode()) == book


def test_every_kind_and_every_key_is_documented():
    document = (ROOT / "docs/rulebook.md").read_text()
    for kind, component in KINDS.items():
        assert f'kind = "{kind}"' in "".join(DOCUMENTED), kind
        rows = [line for line in document.splitlines() if line.startswith("| ") and f"`{kind}`" in line.split("|")[1]]
        own = [spec.key for name, spec in component.specs().items() if name not in ("name", "group", "round")]
        missing = [key for key in own if key not in ("floor", "cap", "minus") and f"`{key}`" not in rows[0]]
        assert missing == [], kind
