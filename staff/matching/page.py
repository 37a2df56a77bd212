"""What the pages of a card and of an introduction show."""

from __future__ import annotations

from datetime import date
from typing import Any

from accounts.models import User
from records.era import era_date
from records.events import Event
from records.pieces import Fact, Step, Tag, steps
from staff.matching.cards import Card
from staff.matching.deeds import OF_CARD, OF_INTRODUCTION, Sent, forms_of
from staff.matching.forms import IntroduceForm
from staff.matching.introductions import Introduction
from staff.matching.rules import may_coordinate, may_follow
from staff.matching.suggesting import suggestions

TAGS = {
    Card.Status.RECEIVED: Tag("確認待ち", "now"),
    Card.Status.OPEN: Tag("募集中", "way"),
    Card.Status.MATCHED: Tag("成立", "good"),
    Card.Status.DONE: Tag("済み", "over"),
    Card.Status.REFUSED: Tag("載せない", "over"),
    Card.Status.WITHDRAWN: Tag("取り下げ", "over"),
}
MET = {
    Introduction.Status.PROPOSED: Tag("返事待ち", "way"),
    Introduction.Status.AGREED: Tag("成立", "good"),
    Introduction.Status.DONE: Tag("済み", "good"),
    Introduction.Status.THANKED: Tag("お礼あり", "good"),
    Introduction.Status.FAILED: Tag("成立しなかった", "over"),
}
AT = {"proposed": 1, "agreed": 2, "done": 3, "thanked": 4, "failed": 1}


def tag_of(card: Card, *, on: date) -> Tag:
    return Tag("期限切れ", "late") if card.is_stale(on=on) else TAGS[Card.Status(card.status)]


def met_tag(introduction: Introduction) -> Tag:
    return MET[Introduction.Status(introduction.status)]


def way_of(introduction: Introduction) -> list[Step]:
    """From the introduction to the word of thanks."""
    days = (introduction.introduced_on, introduction.agreed_on, introduction.ended_on, introduction.thanks_on)
    at, failed = AT[introduction.status], introduction.status == "failed"
    notes = [era_date(day) if day and n < at else "" for n, day in enumerate(days)]
    return steps("紹介", "成立", "済み", "お礼", at=at, stopped=failed, notes=notes)


def open_facts(card: Card) -> list[Fact]:
    """What everybody may read of it."""
    facts = [
        Fact("分野", str(card.theme)),
        Fact("地区", str(card.area or "市内のどこでも")),
        Fact("いつ", card.time_told or None),
        Fact("人数", f"{card.people}人" if card.people else None),
        Fact("いるもの・出せるもの", card.things or None),
        Fact("どの活動のためか", card.project or None),
        Fact("出した人", str(card.organization or card.get_giver_display())),
        Fact("募集の期限", era_date(card.until)),
    ]
    return [fact for fact in facts if fact.value]


def contact_facts(card: Card) -> list[Fact]:
    return [
        Fact("お名前", card.name),
        Fact("電話", card.phone or None),
        Fact("メールアドレス", card.email or None),
    ]


def card_page(card: Card, user: User, *, on: date, sent: Sent = None) -> dict[str, Any]:
    coordinates = bool(may_coordinate(user, card))
    met = Introduction.objects.visible_to(user, on=on).of_card(card).with_cards()
    return {
        "card": card,
        "tag": tag_of(card, on=on),
        "facts": open_facts(card),
        "inside": [
            Fact("受けた方法", f"{card.get_channel_display()}・{era_date(card.received_on)}"),
            Fact("受付番号", card.number if coordinates else None),
            *(contact_facts(card) if coordinates else ()),
        ],
        "coordinates": coordinates,
        "deeds": forms_of(OF_CARD, card, user, on=on, sent=sent),
        "sent": sent,
        "met": [(each, met_tag(each)) for each in met],
        "is_open": card.status == Card.Status.OPEN and not card.is_stale(on=on),
        "is_taken": any(each.status == "proposed" for each in met),
        "suggestions": suggestions(card, user, on=on) if coordinates else [],
        "events": Event.objects.about(card),
    }


def introduction_page(case: Introduction, user: User, *, on: date, sent: Sent = None) -> dict[str, Any]:
    follows = bool(may_follow(user, case))
    sides = [
        (card, case.said_on(case.side_of(card)), open_facts(card), contact_facts(card) if follows else [])
        for card in case.cards
    ]
    return {
        "case": case,
        "tag": met_tag(case),
        "way": way_of(case),
        "sides": sides,
        "deeds": forms_of(OF_INTRODUCTION, case, user, on=on, sent=sent),
        "sent": sent,
        "events": Event.objects.about(case),
    }


def introduce_page(card: Card, other: Card, form: IntroduceForm) -> dict[str, Any]:
    need, offer = (card, other) if card.side == Card.Side.NEED else (other, card)
    return {"card": card, "form": form, "pair": [(each, open_facts(each)) for each in (need, offer)]}
