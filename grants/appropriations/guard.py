"""予算額は台帳の合計: a scheme that was decided has the appropriation that its entries sum up to, whoever writes."""

from __future__ import annotations

import pgtrigger

SUM = "(SELECT COALESCE(SUM(a.amount), 0) FROM grants_appropriation a WHERE a.scheme_id = {scheme})"
REFUSAL = """
        RAISE EXCEPTION '予算額は、当初予算と補正予算の合計です。補正予算として記録してください。'
            USING ERRCODE = '23514', CONSTRAINT = 'an_appropriation_is_the_sum_of_its_entries';
    END IF;
"""


def an_appropriation_is_the_sum_of_its_entries() -> pgtrigger.Trigger:
    """For the scheme's Meta.triggers: nobody overwrites the sum. While a scheme is prepared, it is only a plan."""
    condition = pgtrigger.Q(new__status="adopted") & (
        pgtrigger.Q(new__appropriation__df=pgtrigger.F("old__appropriation"))
        | pgtrigger.Q(new__status__df=pgtrigger.F("old__status"))
    )
    return pgtrigger.Trigger(
        name="sum_of_entries",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=condition,
        func=f"IF NEW.appropriation <> {SUM.format(scheme='NEW.id')} THEN {REFUSAL} RETURN NEW;",
    )


def an_entry_changes_the_appropriation() -> pgtrigger.Trigger:
    """For the entry's Meta.triggers: at the end of the transaction the scheme shows the new sum."""
    found = "(SELECT s.appropriation FROM grants_scheme s WHERE s.id = NEW.scheme_id)"
    return pgtrigger.Trigger(
        name="changes_sum",
        when=pgtrigger.After,
        operation=pgtrigger.Insert,
        timing=pgtrigger.Deferred,
        func=f"IF {found} <> {SUM.format(scheme='NEW.scheme_id')} THEN {REFUSAL} RETURN NULL;",
    )


def an_entry_follows_the_resolution() -> pgtrigger.Trigger:
    """For the entry's Meta.triggers: no entry before the council has resolved it, nor before an earlier resolution."""
    return pgtrigger.Trigger(
        name="in_their_order",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func="""
            IF NEW.resolved_on > (NEW.recorded_at AT TIME ZONE 'Asia/Tokyo')::date OR NEW.resolved_on < (
                SELECT MAX(a.resolved_on) FROM grants_appropriation a WHERE a.scheme_id = NEW.scheme_id
            ) THEN
                RAISE EXCEPTION '議決の日は、前の議決の日から今日までの日です。'
                    USING ERRCODE = '23514', CONSTRAINT = 'an_entry_follows_the_resolution';
            END IF;
            RETURN NEW;
        """,
    )
