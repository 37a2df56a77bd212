"""団体の名簿 for everybody: of each body only what its kind makes public."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.access import Request, reads
from accounts.limits import limited
from organizations.kinds.kind import Kind
from organizations.models import Area, Officer, Organization
from records.era import era_date
from records.pieces import Fact

KNOCKS = 60  # a minute
AT_WORK = ("active", "working")
Part = Kind.Part


def listed(standard: Kind | None = None) -> QuerySet[Organization]:
    """Bodies at work whose kind is public. Who has the standard kind already hands it in."""
    standard = standard or Kind.standard()
    kinds = Q(kind__is_public=True) | (Q(kind=None) if standard.is_public else Q(pk__in=[]))
    return Organization.objects.filter(kinds, status__in=AT_WORK).select_related("kind")


@login_not_required
@limited("register", per_minute=KNOCKS)
@reads
def register(request: Request) -> HttpResponseBase:
    bodies = list(listed().prefetch_related("areas"))
    standard = Kind.standard()
    for body in bodies:
        body.lend(standard)
    bodies.sort(key=lambda body: (body.terms.order, body.terms.code, body.furigana))
    heaps = [(kind, list(rows)) for kind, rows in groupby(bodies, key=lambda body: body.terms)]
    return render(request, "organizations/kinds/register.html", {"heaps": heaps})


@login_not_required
@limited("register", per_minute=KNOCKS)
@reads
def body(request: Request, pk: int) -> HttpResponseBase:
    found = get_object_or_404(listed(), pk=pk)
    today = timezone.localdate()
    return render(request, "organizations/kinds/body.html", {"body": found, **told(found, on=today)})


def told(found: Organization, *, on: date) -> dict[str, Any]:
    """The public part of the register, nothing else."""
    open_ = set(found.terms.public_parts)
    members = found.member_bodies.held(on=on) if Part.MEMBERS in open_ else []
    sections = found.sections.held(on=on) if Part.SECTIONS in open_ else []
    return {
        "facts": facts_of(found, open_, on=on),
        "members": list(members),
        "sections": list(sections),
        "charted": list(Area.objects.public().filter(organizations=found)) if Part.AREAS in open_ else [],
        "origins": list(found.origins.select_related("former")),
    }


def facts_of(found: Organization, open_: set[str], *, on: date) -> list[Fact]:
    word, held = found.terms.word, found.officers.held(on=on).exclude(kind=Officer.Kind.VIEWER).order_by("pk")
    president = found.president(on=on) if Part.REPRESENTATIVE in open_ else None
    facts = [
        ("種類", found.terms.name),
        (f"市の{word}", f"{era_date(found.recognised_on)}から" if word and found.recognised_on else ""),
        ("活動の区域", found.territory_names() if Part.AREAS in open_ else ""),
        ("代表者", str(president) if president else ""),
        ("役員", "、".join(map(str, held)) if Part.OFFICERS in open_ else ""),
        ("事務所", found.office_address if Part.OFFICE in open_ else ""),
        ("電話", found.phone if Part.PHONE in open_ else ""),
        ("法人格", found.get_legal_form_display() if Part.LEGAL_FORM in open_ else ""),
    ]
    return [Fact(label, value) for label, value in facts if value]
