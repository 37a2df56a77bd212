"""交付は決定額まで: the database adds the payments up again, under the grant's lock, whoever writes or changes."""

from __future__ import annotations

import pgtrigger


def payments_stay_within_the_grant() -> pgtrigger.Trigger:
    """For the payment's Meta.triggers."""
    return pgtrigger.Trigger(
        name="within_grant",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__status__in=["requested", "paid"]),
        declare=[("entitled", "bigint")],
        func="""
            IF TG_OP = 'UPDATE' AND OLD.status = NEW.status AND OLD.amount = NEW.amount
                AND OLD.paid_on IS NOT DISTINCT FROM NEW.paid_on THEN
                RETURN NEW;
            END IF;
            SELECT LEAST(COALESCE(g.amount_confirmed, g.amount_current), g.amount_current) INTO entitled
            FROM grants_grant g WHERE g.id = NEW.grant_id FOR NO KEY UPDATE;
            IF NEW.amount + (
                SELECT COALESCE(SUM(p.amount), 0) FROM grants_payment p
                WHERE p.grant_id = NEW.grant_id AND p.id <> NEW.id AND p.status IN ('requested', 'paid')
            ) + (
                SELECT COALESCE(SUM(o.amount), 0) FROM grants_offset o WHERE o.grant_id = NEW.grant_id
            ) > COALESCE(entitled, 0) THEN
                RAISE EXCEPTION '交付決定額を超える支払いはできません。'
                    USING ERRCODE = '23514', CONSTRAINT = 'payments_stay_within_the_grant';
            END IF;
            RETURN NEW;
        """,
    )


def payments_come_in_their_time() -> pgtrigger.Trigger:
    """For the payment's Meta.triggers: after decision and request, before the books close, and never foretold."""
    return pgtrigger.Trigger(
        name="in_their_time",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__paid_on__isnull=False),
        declare=[("decided", "timestamptz"), ("year", "integer")],
        func="""
            IF TG_OP = 'UPDATE' AND OLD.paid_on IS NOT DISTINCT FROM NEW.paid_on THEN
                RETURN NEW;
            END IF;
            SELECT g.decided_at, s.fiscal_year INTO decided, year
            FROM grants_grant g JOIN grants_scheme s ON s.id = g.scheme_id WHERE g.id = NEW.grant_id;
            IF NEW.paid_on < (decided AT TIME ZONE 'Asia/Tokyo')::date
                OR NEW.paid_on < (NEW.received_at AT TIME ZONE 'Asia/Tokyo')::date THEN
                RAISE EXCEPTION '決定と請求より前の日付では、支払えません。'
                    USING ERRCODE = '23514', CONSTRAINT = 'a_grant_is_paid_after_its_decision_and_request';
            END IF;
            IF NEW.paid_on > make_date(year + 1, 5, 31)
                OR NEW.paid_on > (NEW.paid_at AT TIME ZONE 'Asia/Tokyo')::date THEN
                RAISE EXCEPTION '支払いの日は、記録した日まで、出納閉鎖までの日です。'
                    USING ERRCODE = '23514', CONSTRAINT = 'a_grant_is_paid_before_the_books_close';
            END IF;
            RETURN NEW;
        """,
    )


def a_change_leaves_what_was_paid() -> pgtrigger.Trigger:
    """For the change's Meta.triggers: what was paid comes back by the settlement or a revocation, not by a change."""
    return pgtrigger.Trigger(
        name="leaves_paid",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__amount_after__isnull=False),
        func="""
            PERFORM 1 FROM grants_grant WHERE id = NEW.grant_id FOR NO KEY UPDATE;
            IF NEW.amount_after < LEAST(NEW.amount_before, (
                SELECT COALESCE(SUM(p.amount), 0) FROM grants_payment p
                WHERE p.grant_id = NEW.grant_id AND p.status = 'paid'
            )) THEN
                RAISE EXCEPTION 'もう交付した額より少なくは変更できません。'
                    USING ERRCODE = '23514', CONSTRAINT = 'a_change_leaves_what_was_paid';
            END IF;
            RETURN NEW;
        """,
    )
