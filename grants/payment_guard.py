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
        declare=[("entitled", "bigint"), ("decided", "timestamptz")],
        func="""
            IF TG_OP = 'UPDATE' AND OLD.status = NEW.status AND OLD.amount = NEW.amount
                AND OLD.paid_on IS NOT DISTINCT FROM NEW.paid_on THEN
                RETURN NEW;
            END IF;
            SELECT LEAST(COALESCE(g.amount_confirmed, g.amount_current), g.amount_current), g.decided_at
            INTO entitled, decided FROM grants_grant g WHERE g.id = NEW.grant_id FOR NO KEY UPDATE;
            IF NEW.amount + (
                SELECT COALESCE(SUM(p.amount), 0) FROM grants_payment p
                WHERE p.grant_id = NEW.grant_id AND p.id <> NEW.id AND p.status IN ('requested', 'paid')
            ) > COALESCE(entitled, 0) THEN
                RAISE EXCEPTION '交付決定額を超える支払いはできません。'
                    USING ERRCODE = '23514', CONSTRAINT = 'payments_stay_within_the_grant';
            END IF;
            IF NEW.paid_on < (decided AT TIME ZONE 'Asia/Tokyo')::date
                OR NEW.paid_on < (NEW.received_at AT TIME ZONE 'Asia/Tokyo')::date THEN
                RAISE EXCEPTION '決定と請求より前の日付では、支払えません。'
                    USING ERRCODE = '23514', CONSTRAINT = 'a_grant_is_paid_after_its_decision_and_request';
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
