"""The trail: nobody rewrites it, neither in Python nor in the database; numbers have no gap and no double."""

import threading
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from accounts.middleware import Origin
from accounts.models import User
from accounts.whence import at_work, on_behalf_of, whence
from organizations.models import Organization
from records.events import Event, record
from records.fiscal import FiscalYear
from records.numbers import take_number
from tests.cast import Hall

YEAR = FiscalYear(2025)


@pytest.mark.django_db
class TestEvent:
    def test_keeps_rows_days_and_years_as_they_read_that_day(self, north: Organization, nanami: User) -> None:
        event = record(north, "organization.tried", by=nanami, year=YEAR, body=north, amount=1_234_000)
        event.refresh_from_db()
        assert event.facts == {"year": 2025, "body": {"id": north.pk, "name": "北の会"}, "amount": 1_234_000}

    @pytest.mark.parametrize("attempt", [lambda: Event.objects.all().delete(), lambda: Event.objects.update(verb="x")])
    def test_is_append_only_in_python(self, attempt: Callable[[], object]) -> None:
        with pytest.raises(TypeError, match="append-only"):
            attempt()

    @pytest.mark.parametrize(
        "statement",
        [
            "UPDATE records_event SET verb = 'other'",
            "DELETE FROM records_event",
        ],
    )
    def test_is_append_only_in_the_database(self, north: Organization, nanami: User, statement: str) -> None:
        record(north, "organization.tried", by=nanami)
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
        assert Event.objects.about(north).count() == 1

    @pytest.mark.django_db(transaction=True)
    def test_cannot_be_emptied_in_the_database(self, north: Organization, nanami: User) -> None:
        record(north, "organization.tried", by=nanami)
        with pytest.raises(IntegrityError, match="append-only"), connection.cursor() as cursor:
            cursor.execute("TRUNCATE records_event CASCADE")
        assert Event.objects.about(north).count() == 1

    def test_protects_its_actor(self, north: Organization, nanami: User) -> None:
        record(north, "organization.tried", by=nanami)
        nanami.roles.all().delete()
        with pytest.raises(IntegrityError):
            nanami.delete()


@pytest.mark.django_db
class TestWhoForWhomAndFromWhere:
    def test_keeps_the_name_and_post_of_the_day(self, north: Organization, nanami: User) -> None:
        event = record(north, "organization.tried", by=nanami)
        assert (event.actor_name, event.as_post) == ("北野 七海", "北の会 会長")

    def test_says_from_which_address_and_browser_a_page_was_asked(
        self, rf: RequestFactory, north: Organization, nanami: User
    ) -> None:
        def page(_: HttpRequest) -> HttpResponse:
            record(north, "organization.tried", by=nanami)
            return HttpResponse()

        Origin(page)(rf.get("/", REMOTE_ADDR="203.0.113.7", headers={"user-agent": "Browser/1.0 " + "x" * 400}))
        event = Event.objects.get()
        assert (event.from_address, event.from_agent[:12], len(event.from_agent)) == (
            "203.0.113.7",
            "Browser/1.0 ",
            200,
        )

    def test_does_without_the_address_that_a_proxy_keeps(self, rf: RequestFactory) -> None:
        def page(_: HttpRequest) -> HttpResponse:
            return HttpResponse(str(whence().address))

        response = Origin(page)(rf.get("/", REMOTE_ADDR=""))
        assert isinstance(response, HttpResponse)
        assert response.content == b"None"

    def test_says_that_a_job_did_it(self, north: Organization, nanami: User) -> None:
        with at_work("通知書の印刷"):
            event = record(north, "organization.tried", by=nanami)
        assert (event.from_address, event.from_agent) == (None, "自動の処理 通知書の印刷")
        assert record(north, "organization.tried", by=nanami).from_agent == ""

    def test_says_for_whom_it_was_done(self, north: Organization, hall: Hall) -> None:
        with on_behalf_of(north):
            typed = record(north, "organization.tried", by=hall.drafter)
        asked = record(north, "organization.tried", by=hall.drafter, on_behalf="総合政策課長")
        assert (typed.on_behalf, asked.on_behalf) == ("北の会", "総合政策課長")

    def test_keeps_what_differs(self, north: Organization, nanami: User) -> None:
        before, after = {"名前": "北の会", "予算": 5000}, {"名前": "北の会", "予算": 4000, "備考": "減額"}
        event = record(north, "organization.tried", by=nanami, before=before, after=after)
        assert event.facts == {
            "changes": [
                {"label": "予算", "before": 5000, "after": 4000},
                {"label": "備考", "before": "", "after": "減額"},
            ]
        }


class TestTakeNumber:
    @pytest.mark.django_db
    def test_counts_from_one_in_every_year_and_series(self) -> None:
        numbers = [take_number("市協", YEAR), take_number("市協", YEAR), take_number("収受", YEAR)]
        assert [*numbers, take_number("市協", YEAR.next)] == [1, 2, 1, 1]

    @pytest.mark.django_db
    def test_gives_a_number_back_when_the_letter_fails(self) -> None:
        with transaction.atomic():
            take_number("市協", YEAR)
            transaction.set_rollback(True)
        assert take_number("市協", YEAR) == 1

    @pytest.mark.django_db(transaction=True)
    def test_has_no_gap_and_no_double_when_many_ask_at_once(self) -> None:
        taken: list[int] = []

        def take() -> None:
            with transaction.atomic():
                taken.append(take_number("市協", YEAR))
            connection.close()

        threads = [threading.Thread(target=take) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(taken) == list(range(1, 9))
