"""The trail: nobody rewrites it, neither in Python nor in the database; numbers have no gap and no double."""

import threading
from collections.abc import Callable

import pytest
from django.db import IntegrityError, connection, transaction

from accounts.models import User
from organizations.models import Organization
from records.events import Event, record
from records.fiscal import FiscalYear
from records.numbers import take_number

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
            cursor.execute("TRUNCATE records_event")
        assert Event.objects.about(north).count() == 1

    def test_protects_its_actor(self, north: Organization, nanami: User) -> None:
        record(north, "organization.tried", by=nanami)
        nanami.roles.all().delete()
        with pytest.raises(IntegrityError):
            nanami.delete()


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
