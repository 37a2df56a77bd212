"""What is never true of the ledgers, whoever writes: a balance below nothing, a line that does not follow the last."""

from __future__ import annotations

import pgtrigger


def a_reserve_s_balance_follows_its_last() -> pgtrigger.Trigger:
    """For the entry's Meta.triggers: balance = last balance + in - out, under the reserve's lock, never backdated."""
    return pgtrigger.Trigger(
        name="balance_follows",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("last_balance", "bigint"), ("last_day", "date"), ("change", "bigint")],
        func="""
            PERFORM 1 FROM grants_reserve WHERE id = NEW.reserve_id FOR NO KEY UPDATE;
            SELECT e.balance, e.booked_on INTO last_balance, last_day FROM grants_reserveentry e
                WHERE e.reserve_id = NEW.reserve_id ORDER BY e.id DESC LIMIT 1;
            change := CASE NEW.kind WHEN 'in' THEN NEW.amount ELSE -NEW.amount END;
            IF NEW.balance <> COALESCE(last_balance, 0) + change OR NEW.balance < 0 THEN
                RAISE EXCEPTION '台帳の残高は、前の残高に入りを足し、出を引いた額で、0円より少なくなりません。'
                    USING ERRCODE = '23514', CONSTRAINT = 'a_reserve_s_balance_follows_its_last';
            END IF;
            IF NEW.booked_on < last_day OR NEW.booked_on > (NEW.recorded_at AT TIME ZONE 'Asia/Tokyo')::date THEN
                RAISE EXCEPTION '積立の台帳の日付は、前の行の日から記録した日までです。'
                    USING ERRCODE = '23514', CONSTRAINT = 'a_reserve_s_entries_stand_in_the_order_of_their_days';
            END IF;
            RETURN NEW;
        """,
    )


def an_offset_s_balance_follows_its_last() -> pgtrigger.Trigger:
    """For the offset's Meta.triggers; a deduction stays within what stands of next year's grant and is not paid."""
    return pgtrigger.Trigger(
        name="balance_follows",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        declare=[("last_balance", "bigint"), ("change", "bigint"), ("stands", "bigint")],
        func="""
            PERFORM 1 FROM grants_grant WHERE id = NEW.source_id FOR NO KEY UPDATE;
            SELECT o.balance INTO last_balance FROM grants_offset o
                WHERE o.source_id = NEW.source_id ORDER BY o.id DESC LIMIT 1;
            change := CASE NEW.kind WHEN 'arisen' THEN NEW.amount ELSE -NEW.amount END;
            IF NEW.balance <> COALESCE(last_balance, 0) + change OR NEW.balance < 0 THEN
                RAISE EXCEPTION '台帳の残高は、前の残高に入りを足し、出を引いた額で、0円より少なくなりません。'
                    USING ERRCODE = '23514', CONSTRAINT = 'an_offset_s_balance_follows_its_last';
            END IF;
            IF NEW.grant_id IS NOT NULL THEN
                SELECT LEAST(COALESCE(g.amount_confirmed, g.amount_current), g.amount_current) INTO stands
                    FROM grants_grant g WHERE g.id = NEW.grant_id FOR NO KEY UPDATE;
                IF NEW.amount + (
                    SELECT COALESCE(SUM(p.amount), 0) FROM grants_payment p
                    WHERE p.grant_id = NEW.grant_id AND p.status IN ('requested', 'paid')
                ) + (
                    SELECT COALESCE(SUM(o.amount), 0) FROM grants_offset o WHERE o.grant_id = NEW.grant_id
                ) > COALESCE(stands, 0) THEN
                    RAISE EXCEPTION '差し引く額は、まだ交付していない額までです。'
                        USING ERRCODE = '23514', CONSTRAINT = 'a_deduction_stays_within_the_grant';
                END IF;
            END IF;
            RETURN NEW;
        """,
    )
