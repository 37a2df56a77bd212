"""Many letters on two processes: the same bytes as one after the other, in their order."""

from django.core.management import call_command

from records.letters import issue
from records.letters.issuing import draw
from records.letters.letter import LetterFile
from tests.letters.conftest import DecisionLetter
from tests.letters.test_issuing import JUNE


def test_the_files_that_are_missing_are_drawn_and_kept(north, setting, hall, capsys):
    amounts = [f"金{n},000円" for n in (1, 2)]
    letters = [issue(DecisionLetter(north, amount=amount), by=hall.drafter, on=JUNE) for amount in amounts]
    assert not LetterFile.objects.exists()
    call_command("draw_letters")
    files = LetterFile.objects.order_by("letter_id")
    assert [file.sha256 for file in files] == [draw(letter).sha256 for letter in letters]
    assert "2通のPDFを作りました。" in capsys.readouterr().out
    call_command("draw_letters")
    assert LetterFile.objects.count() == 2
