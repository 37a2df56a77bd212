"""What the demonstration city tells everybody: written by one of the section, checked and published by the other."""

from __future__ import annotations

import io
import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageDraw

from accounts.models import User
from config.demo.bodies import Life
from config.demo.city import Hall
from config.demo.clock import Story
from organizations.models import Organization
from plans.articles.photos import add_photos, describe_photos
from plans.models import ArticleEdition, ArticleTheme, FuturePlan, NetworkQuestion, YearlyPlan
from plans.network.sharing import share
from records.fiscal import FiscalYear

TEXTS: dict[str, list[dict[str, Any]]] = tomllib.loads(Path(__file__).with_name("library.toml").read_text())
SKY, HILL, GROUND, WALL, ROOF, DARK = "#dcecf7", "#9cc3a0", "#cfe3b8", "#fbf3e2", "#b5654a", "#4b5563"


def tell(hall: Hall, lives: list[Life], today: date) -> Story[None]:
    """The handbook and the questions first, then what communities wrote about themselves, and the news."""
    officer, chief = hall.people["officer"], hall.people["chief"]
    yield today - timedelta(days=90)
    themes = {(theme.kind, theme.name): theme for theme in ArticleTheme.objects.all()}
    for kind in ("chapter", "question"):
        for order, row in enumerate(TEXTS[kind], start=1):
            facts = {"title": row["title"], "text": row["text"].strip(), "order": order}
            if kind == "question":
                facts["theme"] = themes[kind, row["theme"]]
            publish(ArticleEdition.begin(kind, by=officer, **facts), officer, chief)
    yield today - timedelta(days=40)
    for row, life in zip(TEXTS["case"][:-1], lives, strict=False):
        case = told_case(row, life.body, life.president, themes["case", row["theme"]], today)
        publish(case, life.president, officer)
    for row in reversed(TEXTS["news"]):
        yield today + timedelta(days=row["days"])
        until = today + timedelta(days=row["until"]) if "until" in row else None
        facts = {"shown_from": today + timedelta(days=row["days"]), "shown_until": until}
        facts |= {"title": row["title"], "text": row["text"].strip(), "is_pinned": row.get("is_pinned", False)}
        publish(ArticleEdition.begin("news", by=officer, **facts), officer, chief)
    yield today
    row = TEXTS["case"][-1]
    waiting = told_case(row, lives[0].body, lives[0].president, themes["case", row["theme"]], today)
    waiting.ask(by=lives[0].president)


def publish(edition: ArticleEdition, writer: User, checker: User) -> None:
    edition.ask(by=writer)
    edition.publish(by=checker)


def told_case(row: dict[str, Any], body: Organization, by: User, theme: ArticleTheme, today: date) -> ArticleEdition:
    facts = {name: row[name].strip() for name in ("title", "purpose", "text", "learned")}
    year, area = FiscalYear(FiscalYear.of(today).number + row["years"]), body.areas.first()
    edition = ArticleEdition.begin(
        "case",
        by=by,
        organization=body,
        is_from_body=True,
        theme=theme,
        area=area.parent if area else None,
        year=year,
        cost=row["cost"],
        contact=f"{body} 事務局 {body.phone}".strip(),
        **facts,
    )
    add_photos(edition, [SimpleUploadedFile("photo.jpg", picture(row["scene"]), content_type="image/jpeg")], by=by)
    words = {photo.pk: {"alt": row["picture"], "consent": "nobody"} for photo in edition.photos.all()}
    describe_photos(edition, words, by=by)
    return edition


@cache
def picture(scene: str) -> bytes:
    """A drawing that stands for a photo: hills and sky, and what the case is about."""
    image = Image.new("RGB", (720, 480), SKY)
    pen = ImageDraw.Draw(image)
    pen.ellipse((560, 50, 640, 130), fill="#f7d774")
    pen.ellipse((-120, 180, 460, 620), fill=HILL)
    pen.ellipse((320, 220, 900, 640), fill="#86b38d")
    pen.rectangle((0, 360, 720, 480), fill=GROUND)
    SCENES[scene](pen)
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=80)
    return kept.getvalue()


def people(pen: ImageDraw.ImageDraw, *spots: tuple[int, str]) -> None:
    for x, colour in spots:
        pen.rounded_rectangle((x, 350, x + 44, 440), 20, fill=colour)
        pen.ellipse((x + 2, 306, x + 42, 346), fill="#f1c9a5")


def road(pen: ImageDraw.ImageDraw) -> None:
    pen.polygon([(0, 430), (720, 400), (720, 470), (0, 480)], fill="#9aa3ad")
    pen.rounded_rectangle((250, 330, 520, 430), 24, fill="#3b7dbd")
    pen.rounded_rectangle((300, 270, 470, 350), 24, fill="#cfe3f3")
    for x in (300, 440):
        pen.ellipse((x, 400, x + 56, 456), fill=DARK)
    people(pen, (170, "#b5654a"), (560, "#5d8a4a"))


def school(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((140, 200, 580, 360), fill=WALL)
    pen.polygon([(120, 200), (360, 130), (600, 200)], fill=ROOF)
    for x in range(170, 560, 70):
        pen.rectangle((x, 230, x + 40, 280), fill="#a9c9e2")
    for x in (120, 320, 520):
        pen.rectangle((x, 390, x + 110, 410), fill="#8a6a4a")
        pen.ellipse((x + 10, 366, x + 40, 394), fill="#d9683c")
        pen.ellipse((x + 50, 366, x + 80, 394), fill="#5d8a4a")
    people(pen, (250, "#3b7dbd"), (450, "#b5654a"))


def house(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((300, 230, 580, 400), fill=WALL)
    pen.polygon([(270, 240), (440, 140), (610, 240)], fill=DARK)
    pen.rectangle((410, 300, 470, 400), fill="#8a6a4a")
    people(pen, (160, "#5d8a4a"), (220, "#3b7dbd"))


def field(pen: ImageDraw.ImageDraw) -> None:
    pen.polygon([(80, 380), (640, 370), (700, 470), (20, 475)], fill="#a9d3e6")
    for x in range(90, 660, 60):
        pen.line((x, 470, x + 14, 440), fill="#5d8a4a", width=6)
    people(pen, (220, "#d9683c"), (330, "#3b7dbd"), (470, "#e0b03c"))


SCENES = {"road": road, "school": school, "house": house, "field": field}


def share_plans(lives: list[Life], today: date) -> Story[None]:
    """Some organizations show each other their plans; one asked another, and everybody may read the answer."""
    yield today
    for life in lives[:4]:
        for plan in [*FuturePlan.objects.in_force().filter(organization=life.body)][:1]:
            share(plan, by=life.president)
        for year in YearlyPlan.objects.filter(organization=life.body, status="accepted").order_by("-fiscal_year")[:1]:
            share(year, by=life.president)
    asker, asked = lives[1], lives[0]
    told = NetworkQuestion.ask(
        asker.body, asked.body, by=asker.president, text=TEXTS["question_between"][0]["text"], shares=True
    )
    told.answer(by=asked.president, text=TEXTS["question_between"][0]["answer"], shares=True)
    NetworkQuestion.ask(asked.body, asker.body, by=asked.president, text=TEXTS["question_between"][1]["text"])
