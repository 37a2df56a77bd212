"""A letter is held against the trail: its text, its number, its file and that it is there at all."""

import pytest

from records.letters.issuing import issue, keep_file
from records.letters.letter import Letter
from records.trail.holdings import Holdings
from tests.letters.test_issuing import JUNE
from tests.records.test_chain import commit, go_behind

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(decision, hall) -> Letter:
    issued = issue(decision, by=hall.drafter, on=JUNE)
    keep_file(issued)
    commit()
    return issued


def found() -> list[str]:
    return [str(fault) for fault in Holdings().faults()]


class TestALetterOnRecord:
    def test_is_as_it_was_issued(self, kept):
        assert found() == []

    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ("UPDATE records_letterfile SET content = 'forged'", "PDFの中身が書きかえられています。"),
            (
                "UPDATE records_letterfile SET content = 'forged', sha256 = encode(sha256('forged'), 'hex')",
                "PDFの中身が書きかえられています。",
            ),
            ("DELETE FROM records_letterfile", "PDFの行が消されています。"),
            (
                "UPDATE records_letter SET html = replace(html, '1,234,000', '9,234,000')",
                "本文が書きかえられています。",
            ),
            (
                "UPDATE records_letter SET html = 'x', html_sha256 = encode(sha256('x'), 'hex')",
                "本文が書きかえられています。",
            ),
            ("UPDATE records_letter SET number = 99", "番号が、出したときの市協第1号から書きかえられています。"),
        ],
    )
    def test_that_was_changed_is_found(self, kept, change, sentence):
        go_behind(change)
        number = Letter.objects.get().document_number
        assert found() == [f"通知書{kept.pk}({number}):{sentence}"]

    def test_that_was_removed_is_found(self, kept):
        go_behind("DELETE FROM records_letterfile", "DELETE FROM records_letter")
        assert found() == [f"通知書{kept.pk}(市協第1号):出した通知書(市協第1号)の行が消されています。"]

    def test_that_was_slipped_in_is_found(self, kept):
        go_behind(f"UPDATE records_event SET facts = '{{}}' WHERE verb = 'letter.issued' AND case_id = {kept.case_id}")
        assert "あとから入れられた通知書です。" in "".join(found())
