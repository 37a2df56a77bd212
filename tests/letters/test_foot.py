"""The end of a letter: where to check it and whom to ask, never alone on a page."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from records.letters.kinds import BASIS, KINDS, SAMPLE_ADDRESSEE, SAMPLE_LETTERHEAD
from records.letters.paper import Entry, Paper, SealMode, Wording
from records.letters.render import renderer
from tests.letters.papers import DAY, directive, reworded
from tests.letters.test_render import NUMBER, seal

CODE = "ABCDEFGHJKMN"
USUAL = {code: kind for code, kind in KINDS.items() if kind.usual}  # before the tests of this folder add theirs
RULES = "見本市補助金等交付規則\n見本市一括交付金交付要綱"


def pages(paper: Paper) -> list[str]:
    content = renderer().pdf(paper.html(number=NUMBER, on=DAY, code=CODE), title=paper.subject, seal=seal()).content
    return [page.extract_text() for page in PdfReader(BytesIO(content)).pages]


@pytest.mark.parametrize("code", USUAL)
def test_every_usual_letter_with_its_seal_and_its_notice_fits_on_one_page(code: str) -> None:
    kind = USUAL[code]
    usual = kind.usual
    assert usual is not None
    wording = Wording(
        layout=usual.layout,
        title=usual.title,
        body=usual.body,
        entries=tuple(Entry(label, text) for label, text in usual.entries),
        form_number="様式第8号(第11条関係)",
        seal_mode=SealMode.IMAGE,
        appeal=usual.appeal if usual.appeal_printed else "",
        contact="担当　{担当}\n電話　{電話}",
    )
    values = {**kind.sample_values(), BASIS: usual.legal_basis or RULES}
    paper = Paper(wording, values, SAMPLE_ADDRESSEE, SAMPLE_LETTERHEAD)
    assert (paper.gaps(), paper.unprintable()) == ([], [])
    assert len(pages(paper)) == 1


@pytest.mark.parametrize("lines", [26, 28, 30, 32])
@pytest.mark.parametrize("appeal", ["", directive().wording.appeal])
def test_the_foot_is_not_alone_on_a_page(lines: int, appeal: str) -> None:
    entries = tuple(Entry(f"項目{n}", f"見本の文{n}") for n in range(lines))
    found = pages(reworded(directive(), entries=entries, appeal=appeal, closing=False))
    assert "担当" in found[-1]
    assert len(found) == 1 or "見本の文" in found[-1] or "教示" in found[-1]
