"""What is never true of a re-grant, as constraints of the database, and what is never true of all of a grant's."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.db.models import F, Q

DECIDED = ("decided", "paid", "reported", "confirmed", "closed")
PAID = DECIDED[1:]
REPORTED = DECIDED[2:]
CONFIRMED = DECIDED[3:]


CONSTRAINTS: list[models.BaseConstraint] = [
    models.UniqueConstraint(fields=["grant", "number"], name="regrants_of_a_grant_are_numbered_once"),
    models.CheckConstraint(
        name="a_regrant_is_asked_for_up_to_its_cost",
        condition=Q(asked__gt=0, asked__lte=F("cost")),
        violation_error_message="申請額は、1円から事業費までの額にしてください。",
    ),
    models.CheckConstraint(
        name="a_regrant_is_decided_exactly_with_amount_person_and_day",
        condition=Q(status__in=DECIDED, amount__isnull=False, decided_by__isnull=False, decided_on__isnull=False)
        | Q(status="refused", amount=None, decided_by__isnull=False, decided_on__isnull=False)
        | Q(status="withdrawn")
        | Q(status__in=["draft", "applied", "returned"], amount=None, decided_by=None, decided_on=None),
    ),
    models.CheckConstraint(
        name="nobody_decides_a_regrant_that_they_typed",
        condition=Q(decided_by=None) | ~Q(decided_by=F("typed_by")),
        violation_error_message="申請を入力した人は、その再交付を決められません。ほかの役員に頼んでください。",
    ),
    models.CheckConstraint(
        name="a_regrant_is_of_money_and_no_more_than_was_asked",
        condition=Q(amount=None) | Q(amount__gt=0, amount__lte=F("asked")),
        violation_error_message="決定額は、1円から申請額までの額にしてください。",
    ),
    models.CheckConstraint(
        name="a_regrant_is_paid_exactly_after_its_decision",
        condition=Q(status__in=PAID, paid__isnull=False, paid_on__isnull=False)
        | ~Q(status__in=PAID) & Q(paid=None, paid_on=None),
    ),
    models.CheckConstraint(
        name="a_regrant_is_paid_up_to_what_was_decided",
        condition=Q(paid=None) | Q(paid__gt=0, paid__lte=F("amount")),
        violation_error_message="支払う額は、1円から決定額までの額にしてください。",
    ),
    models.CheckConstraint(
        name="a_regrant_is_reported_exactly_after_it_was_paid",
        condition=Q(status__in=REPORTED, spent__isnull=False, reported_on__isnull=False, reported_by__isnull=False)
        | ~Q(status__in=REPORTED) & Q(spent=None, reported_on=None, reported_by=None),
    ),
    models.CheckConstraint(
        name="a_regrant_is_confirmed_exactly_after_its_report",
        condition=Q(
            status__in=CONFIRMED, confirmed__isnull=False, confirmed_on__isnull=False, confirmed_by__isnull=False
        )
        | ~Q(status__in=CONFIRMED) & Q(confirmed=None, confirmed_on=None, confirmed_by=None),
    ),
    models.CheckConstraint(
        name="a_regrant_is_confirmed_up_to_what_was_paid_and_spent",
        condition=Q(confirmed=None) | Q(confirmed__gte=0, confirmed__lte=F("paid")) & Q(confirmed__lte=F("spent")),
        violation_error_message="確定額は、支払った額と使った額の、少ないほうまでにしてください。",
    ),
    models.CheckConstraint(
        name="nobody_confirms_a_regrant_that_they_reported",
        condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("reported_by")),
        violation_error_message="報告を入力した人は、その額を確定できません。ほかの役員に頼んでください。",
    ),
    models.CheckConstraint(
        name="a_regrant_is_closed_when_nothing_is_to_come_back",
        condition=Q(status="closed", confirmed=F("paid"), returned_on=None)
        | Q(status="closed", confirmed__lt=F("paid"), returned_on__isnull=False)
        | ~Q(status="closed") & Q(returned_on=None),
    ),
    models.CheckConstraint(
        name="the_days_of_a_regrant_stand_in_order",
        condition=Q(Q(decided_on=None) | Q(decided_on__gte=F("applied_on")))
        & Q(Q(paid_on=None) | Q(paid_on__gte=F("decided_on")))
        & Q(Q(reported_on=None) | Q(reported_on__gte=F("paid_on")))
        & Q(Q(confirmed_on=None) | Q(confirmed_on__gte=F("reported_on")))
        & Q(Q(returned_on=None) | Q(returned_on__gte=F("confirmed_on"))),
    ),
]

# Decided up to what the city granted, paid up to what the city has paid, both within the fiscal year.
REGRANTS_STAY_WITHIN_THE_GRANT = pgtrigger.Trigger(
    name="within_grant",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    condition=pgtrigger.Q(new__amount__isnull=False),
    declare=[("granted", "bigint"), ("year", "integer"), ("since", "date")],
    func="""
            IF TG_OP = 'UPDATE' AND OLD.amount IS NOT DISTINCT FROM NEW.amount
                AND OLD.paid IS NOT DISTINCT FROM NEW.paid
                AND OLD.decided_on IS NOT DISTINCT FROM NEW.decided_on
                AND OLD.paid_on IS NOT DISTINCT FROM NEW.paid_on THEN
                RETURN NEW;
            END IF;
            SELECT COALESCE(g.amount_current, 0), s.fiscal_year, (g.decided_at AT TIME ZONE 'Asia/Tokyo')::date
            INTO granted, year, since
            FROM grants_grant g JOIN grants_scheme s ON s.id = g.scheme_id
            WHERE g.id = NEW.grant_id FOR NO KEY UPDATE OF g;
            IF (TG_OP = 'INSERT' OR OLD.amount IS DISTINCT FROM NEW.amount) AND NEW.amount + (
                SELECT COALESCE(SUM(r.amount), 0) FROM grants_regrant r
                WHERE r.grant_id = NEW.grant_id AND r.id <> NEW.id
                AND r.status IN ('decided', 'paid', 'reported', 'confirmed', 'closed')
            ) > granted THEN
                RAISE EXCEPTION '交付決定額を超える再交付はできません。'
                    USING ERRCODE = '23514', CONSTRAINT = 'regrants_stay_within_the_grant';
            END IF;
            IF NEW.paid IS NOT NULL AND (TG_OP = 'INSERT' OR OLD.paid IS DISTINCT FROM NEW.paid) AND NEW.paid + (
                SELECT COALESCE(SUM(r.paid), 0) FROM grants_regrant r
                WHERE r.grant_id = NEW.grant_id AND r.id <> NEW.id
            ) > (
                SELECT COALESCE(SUM(p.amount), 0) FROM grants_payment p
                WHERE p.grant_id = NEW.grant_id AND p.status = 'paid'
            ) THEN
                RAISE EXCEPTION '市から受け取った額を超える再交付はできません。'
                    USING ERRCODE = '23514', CONSTRAINT = 'regrants_are_paid_from_what_has_come';
            END IF;
            IF NEW.decided_on < since OR NEW.decided_on > make_date(year + 1, 3, 31)
                OR NEW.paid_on > make_date(year + 1, 3, 31) THEN
                RAISE EXCEPTION '再交付は、交付決定から年度の終わりまでに決めて支払います。'
                    USING ERRCODE = '23514', CONSTRAINT = 'regrants_keep_to_their_year';
            END IF;
            RETURN NEW;
        """,
)
