"""What was told beforehand is what may be applied for at most: asked before sending, and by the database."""

from __future__ import annotations

import pgtrigger
from django.apps import apps
from django.db.models import Exists, OuterRef, Q, Sum

from grants.allotments.allotment import Allotment
from grants.schemes import Scheme
from organizations.models import Organization
from plans.told import tells
from records.fiscal import FiscalYear


def limit_of(scheme: Scheme, organization: Organization) -> int | None:
    """Yen; 0 for whom nothing was told though the scheme tells amounts, None where it tells none."""
    told = Allotment.objects.filter(scheme=scheme, status=Allotment.Status.ALLOTTED)
    mine: int | None = told.filter(organization=organization).values_list("amount", flat=True).first()
    return mine if mine is not None or not told.exists() else 0


@tells
def told_for(organization: Organization, year: FiscalYear) -> int | None:
    """For the budget of that year."""
    told = Allotment.objects.filter(organization=organization, scheme__fiscal_year=year).told()
    found: int | None = told.aggregate(sum=Sum("amount"))["sum"]
    return found


def promised(scheme: Scheme) -> int:
    """Yen that were told and of which nothing is decided yet."""
    done = Q(amount_current__isnull=False) | Q(status__in=["refused", "withdrawn", "given_up"])
    grants = apps.get_model("grants.Grant")._base_manager.filter(done, scheme=scheme)
    decided = grants.filter(organization=OuterRef("organization"))
    return Allotment.objects.filter(~Exists(decided), scheme=scheme).told().total()


def applications_stay_within_the_allotment() -> pgtrigger.Trigger:
    """For the grant's Meta.triggers: no application is sent for more than its organization was told."""
    return pgtrigger.Trigger(
        name="within_allotment",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        condition=pgtrigger.Q(new__status="submitted"),
        func="""
            IF NEW.amount_applied > (
                SELECT amount FROM grants_allotment
                WHERE scheme_id = NEW.scheme_id AND organization_id = NEW.organization_id AND status = 'allotted'
            ) THEN
                RAISE EXCEPTION '内示額を超える申請はできません。'
                    USING ERRCODE = '23514', CONSTRAINT = 'applications_stay_within_the_allotment';
            END IF;
            RETURN NEW;
        """,
    )
