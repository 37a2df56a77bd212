"""Needs, offers and introductions of 北地区, made by the verbs."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from records.anybody import anybody
from staff.models import Card, Introduction, Theme
from tests.cast import MONDAY, Hall, Land

UNTIL = MONDAY + timedelta(days=30)


def card(land: Land, side: str = "need", **otherwise: Any) -> Card:
    facts: dict[str, Any] = {
        "side": side, "title": "庭の草刈り", "text": "北野 花の庭の草が伸びました。", "area": land.north,
        "until": UNTIL, "theme": Theme.objects.get(code="green"), "name": "北野 花", "phone": "0867-00-9999",
        "email": f"{side}@example.jp",
    }  # fmt: skip
    return Card.receive(by=anybody(), on=MONDAY, **{**facts, **otherwise})


def published(hall: Hall, land: Land, side: str = "need", **otherwise: Any) -> Card:
    made = card(land, side, **otherwise)
    made.publish(by=hall.drafter, title=made.title, words="庭の草が伸びました。")
    return made


def introduction(hall: Hall, land: Land, status: str = "proposed") -> Introduction:
    """Of a need and an offer, brought as far as the status."""
    need, offer = published(hall, land), published(hall, land, "offer", name="南野 力", phone="0867-00-8888")
    met = Introduction.introduce(need, offer, by=hall.drafter, on=MONDAY, note="近くの方です。")
    if status == "failed":
        met.fail(by=hall.drafter, reason="日が合わない")
    if status in {"proposed", "failed"}:
        return met
    for side in ("need", "offer"):
        met.say_yes(by=hall.drafter, side=side, how="電話")
    if status in {"done", "thanked"}:
        met.finish(by=hall.drafter, on=MONDAY)
    if status == "thanked":
        met.thank(by=anybody(), text="南野さん、助かりました。", may_publish=True)
    return met


def again(case: Any) -> Any:
    return type(case).objects.get(pk=case.pk)
