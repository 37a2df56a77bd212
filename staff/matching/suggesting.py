"""Whom a coordinator may bring together with a card, the likeliest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from accounts.models import User
from staff.matching.cards import Card
from staff.matching.introductions import Introduction

MOST = 12


@dataclass(frozen=True)
class Suggestion:
    card: Card
    answers: bool
    same_theme: bool
    same_area: bool

    @property
    def why(self) -> str:
        """In words, for the list."""
        words = (("この募集に応えた", self.answers), ("分野が同じ", self.same_theme), ("地区が同じ", self.same_area))
        return "・".join(word for word, holds in words if holds) or "ほかの分野・地区"

    @property
    def rank(self) -> tuple[bool, bool, bool, date]:
        return not self.answers, not self.same_theme, not self.same_area, self.card.until


def suggestions(card: Card, user: User, *, on: date) -> list[Suggestion]:
    """Open ones of the other side within the coordinator's reach, that were not introduced to it before."""
    if card.status != Card.Status.OPEN or card.is_stale(on=on):
        return []
    met = Introduction.objects.filter(Q(need=card, offer=OuterRef("pk")) | Q(offer=card, need=OuterRef("pk")))
    found = Card.objects.reachable(user, on=on).free().filter(~Exists(met), side=card.other_side)
    rows = [suggestion_of(card, other) for other in found.with_places()[:200]]
    return sorted(rows, key=lambda row: row.rank)[:MOST]


def suggestion_of(card: Card, other: Card) -> Suggestion:
    answers = card.pk == other.answers_id or other.pk == card.answers_id
    everywhere = None in {card.area_id, other.area_id}
    return Suggestion(other, answers, card.theme_id == other.theme_id, everywhere or card.area_id == other.area_id)
