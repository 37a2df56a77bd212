"""予算の範囲内: the decisions of a scheme never exceed its appropriation, not even by two at the same instant.

What counts is what stands of each decision now, after changes and revocations.
"""

from __future__ import annotations

from dataclasses import dataclass

import pgtrigger

WARN_AT = 90  # percent of the appropriation


@dataclass(frozen=True)
class Budget:
    """A scheme's money in yen: what there is, what is decided, and what is asked for and not decided yet."""

    appropriation: int
    decided: int
    asked: int = 0
    confirmed: int = 0  # of what is decided, settled for good

    @property
    def remaining(self) -> int:
        return self.appropriation - self.decided

    @property
    def percent(self) -> int:
        """Of the appropriation, decided; rounded down."""
        return self.decided * 100 // self.appropriation if self.appropriation else 100

    @property
    def is_nearly_spent(self) -> bool:
        return self.percent >= WARN_AT

    @property
    def falls_short(self) -> bool:
        """What is asked for is more than what remains."""
        return self.asked > self.remaining

    @property
    def shortfall(self) -> int:
        return max(self.asked - self.remaining, 0)


def decisions_stay_within_the_appropriation() -> pgtrigger.Trigger:
    """For the grant's Meta.triggers: the database counts again, under the scheme's lock, whoever writes."""
    return pgtrigger.Trigger(
        name="within_appropriation",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__amount_current__isnull=False),
        func="""
            PERFORM 1 FROM grants_scheme WHERE id = NEW.scheme_id FOR NO KEY UPDATE;
            IF NEW.amount_current > (
                SELECT s.appropriation - COALESCE(SUM(g.amount_current), 0)
                FROM grants_scheme s LEFT JOIN grants_grant g ON g.scheme_id = s.id AND g.id <> NEW.id
                WHERE s.id = NEW.scheme_id GROUP BY s.id
            ) THEN
                RAISE EXCEPTION '予算を超える交付決定はできません。'
                    USING ERRCODE = '23514', CONSTRAINT = 'decisions_stay_within_the_appropriation';
            END IF;
            RETURN NEW;
        """,
    )


def an_appropriation_covers_what_was_told() -> pgtrigger.Trigger:
    """For the scheme's Meta.triggers: money that was granted cannot be taken out of the budget again; what was told as
    内示 stays in it until the application is decided.
    """
    return pgtrigger.Trigger(
        name="covers_allotments",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.Q(new__appropriation__lt=pgtrigger.F("old__appropriation")),
        func="""
            IF NEW.appropriation < (
                SELECT COALESCE(SUM(amount_current), 0) FROM grants_grant WHERE scheme_id = NEW.id
            ) + (
                SELECT COALESCE(SUM(a.amount), 0) FROM grants_allotment a
                WHERE a.scheme_id = NEW.id AND a.status = 'allotted' AND NOT EXISTS (
                    SELECT 1 FROM grants_grant g
                    WHERE g.scheme_id = a.scheme_id AND g.organization_id = a.organization_id
                        AND (g.amount_current IS NOT NULL OR g.status IN ('refused', 'withdrawn', 'given_up'))
                )
            ) THEN
                RAISE EXCEPTION '予算額を、決定した額と内示した額の計より少なくはできません。'
                    USING ERRCODE = '23514', CONSTRAINT = 'an_appropriation_covers_what_was_told';
            END IF;
            RETURN NEW;
        """,
    )
