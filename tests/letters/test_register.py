"""文書番号簿: every number of a register is a letter, a paper outside the portal, or 欠番; whatever happens at once."""

import dataclasses
import random
from datetime import date
from threading import Barrier, Thread

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from records.cases import NotNow
from records.events import Event
from records.fiscal import FiscalYear
from records.letters import issue
from records.letters.letter import Letter
from records.letters.register import PaperNumber, Register, symbols
from records.numbers import Series, take_number
from tests.letters.test_issuing import JUNE, another

YEAR = FiscalYear(2025)
BOOK = Register("市協", YEAR)
REGISTER = reverse("letters:register")


@pytest.fixture
def paper(setting, hall) -> PaperNumber:
    return PaperNumber.reserve(symbol="市協", subject="研修会の開催", addressee="各団体", by=hall.drafter, on=JUNE)


class TestReserve:
    def test_takes_the_next_number_of_the_register(self, paper, decision, hall):
        assert (paper.document_number, paper.status, paper.fiscal_year) == ("市協第1号", "taken", YEAR)
        assert issue(decision, by=hall.drafter, on=JUNE).number == 2
        assert Event.objects.about(paper).get().said == "紙の文書の番号を取りました"

    def test_only_of_a_register_that_there_is(self, setting, hall):
        with pytest.raises(NotNow, match="番号簿はありません"):
            PaperNumber.reserve(symbol="総務", subject="x", by=hall.drafter, on=JUNE)
        assert not Series.objects.exists()

    def test_a_failure_gives_the_number_back(self, setting, hall):
        with transaction.atomic():
            PaperNumber.reserve(symbol="市協", subject="x", by=hall.drafter, on=JUNE)
            transaction.set_rollback(True)
        assert (BOOK.last, BOOK.faults()) == (0, [])


class TestCancel:
    def test_the_number_stays_with_its_reason(self, paper, hall):
        paper.cancel(by=hall.chief, reason="二重に取ったため。")
        paper.refresh_from_db()
        assert (paper.status, paper.reason) == ("cancelled", "二重に取ったため。")
        event = Event.objects.about(paper).get(verb="papernumber.cancel")
        assert (event.actor, event.facts["comment"]) == (hall.chief, "二重に取ったため。")
        assert BOOK.faults() == []

    def test_a_number_without_a_reason_is_not_missing(self, paper, hall):
        with pytest.raises(IntegrityError, match="a_number_is_missing_exactly_when"), transaction.atomic():
            paper.cancel(by=hall.drafter, reason="")

    def test_is_refused_once_the_paper_went_out(self, paper, hall):
        paper.send(by=hall.drafter, sent_on=JUNE)
        with pytest.raises(NotNow, match="まだ施行していない番号だけ"):
            paper.cancel(by=hall.drafter, reason="x")
        assert Event.objects.about(paper).count() == 2

    def test_is_done_once(self, paper, hall):
        paper.cancel(by=hall.drafter, reason="x")
        with pytest.raises(NotNow):
            paper.cancel(by=hall.drafter, reason="y")


class TestSend:
    def test_notes_the_day(self, paper, hall):
        paper.send(by=hall.drafter, sent_on=date(2025, 6, 5))
        paper.refresh_from_db()
        assert (paper.status, paper.sent_on) == ("sent", date(2025, 6, 5))

    def test_a_number_of_this_year_is_for_this_year(self, paper, hall):
        with pytest.raises(NotNow, match="その年度の日"):
            paper.send(by=hall.drafter, sent_on=date(2026, 4, 1))

    def test_not_before_its_number_was_taken(self, paper, hall):
        with pytest.raises(IntegrityError, match="not_sent_before"), transaction.atomic():
            paper.send(by=hall.drafter, sent_on=date(2025, 6, 1))


@pytest.mark.parametrize("statement", ["DELETE FROM records_papernumber", "TRUNCATE records_papernumber CASCADE"])
def test_a_line_of_the_register_stays(paper, statement):
    connection.cursor().execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        connection.cursor().execute(statement)


class TestFaults:
    """Found, should anybody go past the portal."""

    def test_a_number_without_a_record(self, paper):
        take_number("市協", YEAR)
        assert BOOK.faults() == ["第2号:記録がありません。"]
        assert [line.record for line in BOOK.lines([2, 1])] == [None, paper]

    def test_a_number_of_two_documents(self, paper, decision, hall):
        letter = issue(decision, by=hall.drafter, on=JUNE)
        Letter.objects.bulk_create([another(letter, number=1, fingerprint="x")])
        assert BOOK.faults() == ["第1号:2つの文書にあります。"]

    def test_a_number_that_was_never_taken(self, decision, hall):
        letter = issue(decision, by=hall.drafter, on=JUNE)
        Letter.objects.bulk_create([another(letter, number=7, fingerprint="x")])
        assert BOOK.faults() == ["第7号:まだ取っていない番号です。"]


ACTS = ("issue", "reserve", "cancel", "send", "fail after a letter", "fail after a number")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(acts=st.lists(st.tuples(st.sampled_from(ACTS), st.integers(2023, 2026)), max_size=12))
@pytest.mark.django_db
def test_after_any_history_every_number_has_its_record(acts, decision, setting, hall):
    with transaction.atomic():
        for turn, (act, year) in enumerate(acts):
            happen(act, date(year, 6, 2), dataclasses.replace(decision, amount=f"金{turn}円"), hall)
        books = [Register("市協", FiscalYear(year)) for year in range(2023, 2027)]
        assert [book.faults() for book in books] == [[], [], [], []]
        assert sum(book.last for book in books) == Letter.objects.count() + PaperNumber.objects.count()
        transaction.set_rollback(True)


def happen(act, day, letter, hall):
    number = {"symbol": "市協", "subject": "見本", "by": hall.drafter, "on": day}
    open_number = PaperNumber.objects.filter(status="taken").first()
    if act == "issue":
        issue(letter, by=hall.drafter, on=day)
    elif act == "reserve":
        PaperNumber.reserve(**number)
    elif act == "cancel" and open_number:
        open_number.cancel(by=hall.chief, reason="見本")
    elif act == "send" and open_number:
        open_number.send(by=hall.chief, sent_on=open_number.taken_on)
    elif act.startswith("fail"):
        with transaction.atomic():
            _ = issue(letter, by=hall.drafter, on=day) if "letter" in act else PaperNumber.reserve(**number)
            transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_many_at_once_with_failures_between_leave_no_gap_and_no_double(decision, setting, hall):
    """Eight people, six acts each, about a third of which fail at the last moment."""
    together, problems = Barrier(8), []

    def work(person: int) -> None:
        lot = random.Random(person)
        together.wait()
        try:
            for turn in range(6):
                with transaction.atomic():
                    act = lot.choice(["issue", "reserve"])
                    happen(act, JUNE, dataclasses.replace(decision, amount=f"金{person}{turn}円"), hall)
                    transaction.set_rollback(lot.random() < 0.33)
        except (ValidationError, IntegrityError) as problem:
            problems.append(problem)
        finally:
            connection.close()

    threads = [Thread(target=work, args=[person]) for person in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert problems == []
    assert BOOK.faults() == []
    assert 8 < BOOK.last < 48
    assert BOOK.last == Letter.objects.count() + PaperNumber.objects.count()


class TestPage:
    def test_lists_every_number_with_who_and_when(self, as_user, hall, paper, decision):
        letter = issue(decision, by=hall.drafter, on=JUNE)
        paper.cancel(by=hall.chief, reason="二重に取ったため。")
        page = as_user(hall.drafter).get(REGISTER, {"symbol": "市協", "year": "2025"})
        assert [line.number for line in page.context["lines"]] == [2, 1]
        text = page.content.decode()
        for told in (
            letter.subject,
            "欠番の理由:二重に取ったため。",
            "起案 花子",
            "第1号から第2号まで、抜けも重なりもありません",
        ):
            assert told in text

    def test_a_gap_is_shown_in_its_place(self, as_user, hall, paper):
        take_number("市協", YEAR)
        text = as_user(hall.drafter).get(REGISTER).content.decode()
        assert "番号簿がそろっていません" in text
        assert "第2号:記録がありません。" in text

    def test_all_on_one_page_for_printing(self, as_user, hall, setting):
        PaperNumber.objects.bulk_create(numbers(hall, 230))
        Series.objects.create(name="市協", fiscal_year=YEAR, last=230)
        browser = as_user(hall.drafter)
        assert len(browser.get(REGISTER).context["lines"]) == 100
        assert len(browser.get(REGISTER, {"page": "3"}).context["lines"]) == 30
        assert len(browser.get(REGISTER, {"all": "1"}).context["lines"]) == 230

    def test_costs_the_same_for_many(self, as_user, hall, setting, django_assert_max_num_queries):
        PaperNumber.objects.bulk_create(numbers(hall, 300))
        Series.objects.create(name="市協", fiscal_year=YEAR, last=300)
        browser = as_user(hall.drafter)
        with django_assert_max_num_queries(16):
            browser.get(REGISTER, {"all": "1"})

    @pytest.mark.parametrize("asked", [{"symbol": "x", "year": "x"}, {"year": "9" * 30}, {"page": "-1"}, {}])
    def test_an_empty_one_says_so_whatever_was_asked(self, as_user, hall, setting, asked):
        assert "この番号簿の番号は、まだありません" in as_user(hall.drafter).get(REGISTER, asked).content.decode()

    def test_who_may(self, as_user, hall, nanami, kuko, paper):
        addresses = [REGISTER, paper.get_absolute_url(), reverse("letters:reserve"), cancel_of(paper)]
        people = (hall.drafter, hall.mayor, hall.stranger, nanami, kuko)
        seen = {person.name: [as_user(person).get(address).status_code for address in addresses] for person in people}
        assert seen == {
            "起案 花子": [200, 200, 200, 200],
            "見本 一郎": [200, 200, 403, 403],
            "財政 六助": [403, 404, 403, 404],
            "北野 七海": [403, 404, 403, 404],
            "南野 九子": [403, 404, 403, 404],
        }


class TestForms:
    def test_a_number_is_taken_and_told(self, as_user, hall, setting):
        form = {"symbol": "市協", "subject": "研修会の開催", "addressee": ""}
        page = as_user(hall.drafter).post(reverse("letters:reserve"), form, follow=True)
        assert "市協第1号を取りました" in page.content.decode()
        assert PaperNumber.objects.get().taken_by == hall.drafter

    def test_without_a_subject_no_number_is_taken(self, as_user, hall, setting):
        page = as_user(hall.drafter).post(reverse("letters:reserve"), {"symbol": "市協", "addressee": "各団体"})
        assert "件名を入れてください" in page.content.decode()
        assert "各団体" in page.content.decode()
        assert not Series.objects.exists()

    def test_a_number_is_made_missing_with_its_reason(self, as_user, hall, paper):
        browser = as_user(hall.drafter)
        assert "欠番にする理由を入れてください" in browser.post(cancel_of(paper), {"reason": " "}).content.decode()
        page = browser.post(cancel_of(paper), {"reason": "中止したため。"}, follow=True)
        assert "欠番の理由" in page.content.decode()

    def test_a_stale_page_is_told_so(self, as_user, hall, paper):
        paper.send(by=hall.drafter, sent_on=JUNE)
        page = as_user(hall.drafter).post(cancel_of(paper), {"reason": "中止したため。"})
        assert "まだ施行していない番号だけ" in page.content.decode()

    def test_the_day_of_sending_is_checked(self, as_user, hall, paper):
        address = reverse("letters:number_sent", args=[paper.pk])
        page = as_user(hall.drafter).post(address, {"sent_on": "令和8年6月2日"})
        assert "その年度の日を入れてください" in page.content.decode()
        page = as_user(hall.drafter).post(address, {"sent_on": "令和7年6月2日"}, follow=True)
        assert "施行した" in page.content.decode()


def cancel_of(paper: PaperNumber) -> str:
    return reverse("letters:number_cancel", args=[paper.pk])


def numbers(hall, count: int) -> list[PaperNumber]:
    return [
        PaperNumber(symbol="市協", fiscal_year=YEAR, number=n, subject="見本", taken_on=JUNE, taken_by=hall.drafter)
        for n in range(1, count + 1)
    ]


def test_registers_are_those_that_letters_use(setting):
    assert "市協" in symbols()
