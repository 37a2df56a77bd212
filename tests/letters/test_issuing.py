import dataclasses
import hashlib
from datetime import date
from threading import Barrier, Thread

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction

from records.cases import NotNow
from records.events import Event
from records.fiscal import FiscalYear
from records.letters import issue, preview
from records.letters.issuing import Damaged, file_of, keep_file
from records.letters.letter import Letter, LetterFile
from records.letters.setting import LetterSetting
from records.mail import Mail
from records.numbers import Series
from tests import cast
from tests.letters.test_render import read

JUNE = date(2025, 6, 2)


@pytest.fixture
def issued(decision, hall) -> Letter:
    return issue(decision, by=hall.drafter, on=JUNE)


class TestIssue:
    def test_gives_number_and_date_and_keeps_what_was_said(self, issued, decision, hall):
        assert issued.document_number == "市協第1号"
        assert issued.fiscal_year == FiscalYear(2025)
        assert issued.issued_by == hall.drafter
        assert "市協第1号" in issued.html
        assert "令和7年6月2日" in issued.html
        assert "金1,234,000円" in issued.html
        assert "加算金" not in issued.html, "an optional entry without its value is left out"
        assert issued.html_sha256 == hashlib.sha256(issued.html.encode()).hexdigest()
        assert issued.snapshot["values"]["交付決定額"] == "金1,234,000円"
        assert issued.keep_until == date(2031, 3, 31)

    def test_writes_the_event_on_the_case(self, issued, north):
        event = Event.objects.about(north).get(verb="letter.issued")
        assert event.facts["number"] == "市協第1号"
        assert event.said == "通知書を出しました"

    def test_tells_the_recipients_after_the_decision_is_through(
        self, decision, hall, nanami, django_capture_on_commit_callbacks
    ):
        with django_capture_on_commit_callbacks(execute=True):
            issued = issue(decision, by=hall.drafter, on=JUNE)
            assert mail.outbox == []
        assert [message.to for message in mail.outbox] == [[nanami.email]]
        assert issued.get_absolute_url() in mail.outbox[0].body
        assert "交付が決まりました。" in mail.outbox[0].body

    def test_makes_the_pdf_after_the_decision_is_through(self, decision, hall, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            issued = issue(decision, by=hall.drafter, on=JUNE)
            assert not LetterFile.objects.exists()
        file = LetterFile.objects.get(letter=issued)
        assert "市協第1号" in read(file.content)
        assert file.sha256 == hashlib.sha256(file.content).hexdigest()
        assert file.pages == 1
        assert file.faces.keys() == {"ud"}
        assert file.engine.startswith("WeasyPrint")

    def test_asked_twice_it_is_one_letter_with_one_number_and_one_mail(self, decision, hall, issued):
        assert issue(decision, by=hall.drafter, on=JUNE) == issued
        assert Letter.objects.count() == 1
        assert Mail.objects.count() == 1
        assert Series.objects.get(name="市協").last == 1

    def test_numbers_begin_again_with_the_fiscal_year(self, decision, hall):
        days = [date(2026, 3, 30), date(2026, 3, 31), date(2026, 4, 1)]
        letters = [
            issue(dataclasses.replace(decision, amount=f"金{n}円"), by=hall.drafter, on=day)
            for n, day in enumerate(days)
        ]
        assert [(str(letter.fiscal_year), letter.number) for letter in letters] == [
            ("令和7年度", 1),
            ("令和7年度", 2),
            ("令和8年度", 1),
        ]

    def test_names_every_value_that_is_missing_and_takes_no_number(self, decision, hall):
        with pytest.raises(NotNow) as refusal:
            issue(dataclasses.replace(decision, amount=""), by=hall.drafter, on=JUNE)
        assert refusal.value.messages == [
            "「交付決定通知書」(北の会)の「交付決定額」の「交付決定額」が、まだ入っていません。"
        ]
        assert not Series.objects.exists()

    def test_names_every_character_that_cannot_be_printed(self, decision, hall):
        with pytest.raises(NotNow) as refusal:
            issue(dataclasses.replace(decision, person="会長 🌸山\U000e01ef"), by=hall.drafter, on=JUNE)
        assert refusal.value.messages == [
            "「交付決定通知書」(北の会)の宛先の「🌸」(U+1F338)を印刷できる書体がありません。",
            "「交付決定通知書」(北の会)の宛先の「山\U000e01ef」(U+5C71 U+E01EF)を印刷できる書体がありません。",
        ]
        assert not Letter.objects.exists()

    def test_leaves_nothing_behind_when_the_decision_fails(self, decision, hall):
        with transaction.atomic():
            issue(decision, by=hall.drafter, on=JUNE)
            transaction.set_rollback(True)
        assert not Letter.objects.exists()
        assert not Mail.objects.exists()
        assert not Series.objects.exists(), "the number is free again"

    def test_without_a_wording_it_says_where_to_write_one(self, decision, hall, setting):
        setting.delete()
        with pytest.raises(NotNow, match="「交付決定通知書」の文面がありません"):
            issue(decision, by=hall.drafter, on=JUNE)


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_instant_get_two_numbers_and_the_same_letter_only_one(decision, hall):
    """Four at once: the same letter twice, and two others."""
    amounts = ["金1円", "金1円", "金2円", "金3円"]
    together, problems = Barrier(len(amounts)), []

    def work(amount):
        together.wait()
        try:
            with transaction.atomic():
                issue(dataclasses.replace(decision, amount=amount), by=hall.drafter, on=JUNE)
        except ValidationError as refusal:
            problems.extend(refusal.messages)
        finally:
            connection.close()

    threads = [Thread(target=work, args=[amount]) for amount in amounts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(Letter.objects.values_list("number", flat=True)) == [1, 2, 3]
    assert problems in ([], ["この通知書は、もう出してあります。"])


class TestFile:
    def test_is_made_on_first_sight_if_the_step_after_issuing_died(self, issued):
        file = file_of(issued)
        assert not file.is_kept
        file.keep()
        assert file_of(issued).is_kept

    def test_made_again_it_is_still_the_first_one(self, issued):
        keep_file(issued)
        first = LetterFile.objects.get()
        file_of(issued)
        keep_file(issued)
        LetterFile(letter=issued, content=b"x", sha256="x", pages=1, faces={}, style_sha256="x").keep()
        assert LetterFile.objects.get() == first

    def test_a_file_that_was_changed_behind_the_portals_back_is_not_given_out(self, issued):
        keep_file(issued)
        with without_triggers():
            connection.cursor().execute("UPDATE records_letterfile SET content = 'forged'")
        with pytest.raises(Damaged):
            file_of(issued)

    def test_html_that_was_changed_is_not_printed(self, issued):
        with without_triggers():
            connection.cursor().execute("UPDATE records_letter SET html = replace(html, '1,234,000', '9,234,000')")
        issued.refresh_from_db()
        with pytest.raises(Damaged):
            file_of(issued)


def without_triggers():
    import pgtrigger

    return pgtrigger.ignore("records.Letter:append_only", "records.LetterFile:append_only")


class TestKept:
    """What was issued never changes, whoever asks."""

    @pytest.mark.parametrize("table", ["records_letter", "records_letterfile", "records_sealimage"])
    @pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
    def test_the_database_refuses(self, issued, seal, table, statement):
        keep_file(issued)
        connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")  # or TRUNCATE would be refused for another reason
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            connection.cursor().execute(statement.format(table))

    @pytest.mark.parametrize("change", [lambda letters: letters.update(number=2), lambda letters: letters.delete()])
    def test_the_manager_refuses_with_a_sentence(self, issued, change):
        with pytest.raises(TypeError, match="append-only"):
            change(Letter.objects.all())

    def test_a_number_stands_once_in_its_register_and_year(self, issued, decision):
        with pytest.raises(IntegrityError, match="one_letter_per_number_of_a_register"), transaction.atomic():
            Letter.objects.bulk_create([another(issued, fingerprint="other")])


def another(letter: Letter, **changes) -> Letter:
    fields = {field.attname: getattr(letter, field.attname) for field in Letter._meta.concrete_fields}
    return Letter(**fields | {"id": None, "code": None} | changes)


class TestCorrect:
    def test_a_corrected_letter_names_the_old_one_and_says_so(self, issued, decision, hall):
        better = issue(dataclasses.replace(decision, amount="金2円"), by=hall.drafter, on=JUNE, corrects=issued)
        assert "（訂正　もとの通知書 市協第1号 令和7年6月2日）" in better.html
        assert better.number == 2
        assert issued.correction() == better

    def test_the_same_text_again_is_a_reissue(self, issued, decision, hall):
        assert (
            "（再発行　もとの通知書 市協第1号 令和7年6月2日）"
            in issue(decision, by=hall.drafter, on=JUNE, corrects=issued).html
        )

    def test_a_letter_is_corrected_once(self, issued, decision, hall):
        issue(dataclasses.replace(decision, amount="金2円"), by=hall.drafter, on=JUNE, corrects=issued)
        with pytest.raises(ValidationError, match="もう訂正があります"):
            issue(dataclasses.replace(decision, amount="金3円"), by=hall.drafter, on=JUNE, corrects=issued)


class TestPreview:
    def test_shows_the_letter_without_number_and_takes_none(self, decision):
        shown = preview(decision, on=JUNE)
        assert "市協第　　　号" in shown.html
        assert "令和　年　月　日" in shown.html
        assert shown.obstacles == []
        assert not Series.objects.exists()

    def test_lists_what_is_missing_and_marks_it_in_the_text(self, decision):
        shown = preview(dataclasses.replace(decision, amount=""), on=JUNE)
        assert shown.obstacles == ["「交付決定通知書」(北の会)の「交付決定額」の「交付決定額」が、まだ入っていません。"]
        assert '<mark class="absent">交付決定額</mark>' in shown.html

    def test_its_pdf_is_marked_as_a_draft(self, decision):
        assert "案" in read(preview(decision, on=JUNE).pdf().content)

    def test_says_which_face_is_missing_for_register_characters(self, decision, monkeypatch):
        from records.letters import fonts

        monkeypatch.setattr(fonts, "faces", lambda: fonts.STACK[:2])
        shown = preview(dataclasses.replace(decision, person="会長 邉\U000e0119 光"), on=JUNE)
        assert shown.obstacles[-1] == "戸籍の字を印刷するには、書体(fonts-ipamj-mincho)を入れてください。"


class TestWordings:
    def test_the_programmes_own_comes_before_the_general_one(self, decision, setting):
        special = copy(setting, programme="pre_rmo", title="特別の通知書")
        assert preview(dataclasses.replace(decision, programme="pre_rmo"), on=JUNE).paper.subject == special.title
        assert preview(dataclasses.replace(decision, programme="lump_sum"), on=JUNE).paper.subject == setting.title

    def test_the_newest_that_has_begun_is_used(self, decision, setting):
        copy(setting, starts_on=date(2025, 7, 1), title="新しい題名")
        assert preview(decision, on=date(2025, 6, 30)).paper.subject == setting.title
        assert preview(decision, on=date(2025, 7, 1)).paper.subject == "新しい題名"

    def test_a_letter_with_its_seal_keeps_which_one(self, decision, setting, seal, hall):
        copy(setting, starts_on=JUNE, seal_mode="image", seal=seal)
        issued = issue(decision, by=hall.drafter, on=JUNE)
        assert issued.seal == seal
        assert "公印省略" not in issued.html


def copy(setting: LetterSetting, **changes) -> LetterSetting:
    entries = list(setting.entries.all())
    fields = {field.attname: getattr(setting, field.attname) for field in LetterSetting._meta.concrete_fields}
    made = LetterSetting(**fields | {"id": None})
    for name, value in changes.items():
        setattr(made, name, value)
    made.save()
    for entry in entries:
        entry.pk, entry.setting = None, made
        entry.save()
    return made


class TestVisibility:
    def test_the_section_sees_all_its_own_people_theirs_and_neighbours_none(self, issued, hall, nanami, kuko):
        seen = {
            person.name: Letter.objects.visible_to(person, on=JUNE).count()
            for person in (hall.drafter, nanami, kuko, hall.stranger)
        }
        assert seen == {"起案 花子": 1, "北野 七海": 1, "南野 九子": 0, "財政 六助": 0}

    def test_the_liaison_of_the_area_sees_it(self, issued, hall, land):
        cast.assign_liaison(hall.liaison, land.north)
        assert Letter.objects.visible_to(hall.liaison, on=JUNE).get() == issued
