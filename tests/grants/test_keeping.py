"""What is kept with a decision can be read and calculated again, in the form of before as well."""

from typing import Any

import pytest

from grants.formula.calculating import calculate
from grants.formula.files import read_file
from grants.formula.keeping import inputs_as_json, inputs_from_json, lines_as_json, steps_from_json
from tests.house.walk import ROOT

BOOKS = sorted((ROOT / "tests/grants/rulebooks").glob("*.toml"))
FIRST: dict[str, Any] = {
    "rule": {
        "elements": [
            {"kind": "fixed", "name": "均等割", "group": "基本額", "top": 300_000, "bottom": 1, "indicator": "",
             "indicator_name": "", "unit": ""},
            {"kind": "rate", "name": "面積割", "group": "", "top": 1, "bottom": 100, "indicator": "area-2",
             "indicator_name": "面積", "unit": "㎡"},
            {"kind": "share", "name": "経費", "group": "", "top": 10, "bottom": 10, "indicator": "",
             "indicator_name": "", "unit": ""},
            {"kind": "integrated", "name": "統合した補助金", "group": "", "top": 0, "bottom": 1, "indicator": "",
             "indicator_name": "", "unit": ""},
        ],
        "base_date": "2025-04-01", "rounding_unit": 1000, "cap": 700_000,
    },
    "facts": {
        "figures": [{"area": "北大字", "indicator": "area-2", "as_of": "2025-04-01", "value": 4_500_099},
                    {"area": "中大字", "indicator": "area-2", "as_of": "2025-04-01", "value": 100}],
        "subsidies": [{"name": "敬老会", "amount": 372_000, "basis": "令和6年度の実績"}],
        "cost": 999,
    },
}  # fmt: skip


@pytest.mark.parametrize("file", BOOKS, ids=lambda file: file.stem)
def test_what_is_kept_gives_the_same_again(file):
    book = read_file(file.read_bytes())
    found = book.examples[0].calculation(book.rule)
    bodies = tuple(sheet.body for sheet in found.sheets.values())
    for sheet in found.sheets.values():
        rule, again, key = inputs_from_json(inputs_as_json(book.rule, bodies, sheet))
        assert key == sheet.body.key
        assert calculate(rule, again).sheets[key].amount == sheet.amount
        assert steps_from_json(lines_as_json(sheet)) == sheet.lines


def test_the_first_form_still_gives_its_amount():
    rule, bodies, key = inputs_from_json(FIRST)
    sheet = calculate(rule, bodies).sheets[key]
    assert [int(line.amount) for line in sheet.lines] == [300_000, 45_001, 999, 372_000]
    assert (int(sheet.total), sheet.amount) == (718_000, 700_000)
    assert sheet.lines[1].inputs[0].detail == "北大字 4,500,099、中大字 100"


def test_lines_of_the_first_form_are_shown_as_they_were():
    line = {
        "name": "世帯割",
        "group": "",
        "amount": 224_400,
        "count": 561,
        "unit": "世帯",
        "rate": "400",
        "basis": "北大字 300",
    }
    (step,) = steps_from_json([line])
    assert (step.name, step.text, int(step.amount)) == ("世帯割", "400円 × 561世帯(北大字 300)", 224_400)
