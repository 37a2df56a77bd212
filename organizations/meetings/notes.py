"""ワークショップのメモ: problems, assets and ideas, from paper stickers or phones; grouped, weighted, moderated."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.models import User
from organizations.areas import Area
from records.anybody import anybody
from records.cases import NotNow
from records.events import record
from records.forms.text import without_control_characters
from records.telling import overwrite

if TYPE_CHECKING:
    from organizations.bodies import Organization
    from organizations.meetings.meeting import Meeting

DOTS = re.compile(r"\s*[*xX×]\s*(\d{1,3})\s*$")  # 「空き家が増えている ×3」: three stickers on it
LENGTH = 200
MOST = 300  # of one sending


class NoteQuerySet(models.QuerySet["Note"]):
    def public(self) -> NoteQuerySet:
        """Looked over, and shown to everybody."""
        return self.filter(state=Note.State.SHOWN)

    def of_area(self, area: Area) -> NoteQuerySet:
        """Of the area and of the areas in it."""
        return self.filter(Q(area=area) | Q(area__parent=area) | Q(area__parent__parent=area))

    def about(self, organization: Organization) -> NoteQuerySet:
        """From the organization's own workshops, and from the city's in its areas or around them."""
        areas = list(organization.areas.values_list("pk", "parent_id"))
        around = {key for pair in areas for key in pair if key}
        return self.filter(Q(meeting__organization=organization) | Q(meeting__organization=None, area__in=around))

    def weightiest_first(self) -> NoteQuerySet:
        return self.order_by("-dots", "-day", "pk")


class Note(models.Model):
    """Of an area and a day, so that the area's chart and the future plan can cite it."""

    class Kind(models.TextChoices):
        PROBLEM = "problem", "課題"
        ASSET = "asset", "魅力・資源"
        IDEA = "idea", "アイデア"

    class State(models.TextChoices):
        NEW = "new", "まだ見ていない"
        SHOWN = "shown", "公開"
        HIDDEN = "hidden", "出さない"

    meeting = models.ForeignKey(
        "organizations.Meeting", on_delete=models.PROTECT, related_name="notes", verbose_name="会議"
    )
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="notes", verbose_name="区域")
    day = models.DateField("出た日")
    kind = models.CharField("種類", max_length=8, choices=Kind.choices)
    text = models.CharField("メモ", max_length=LENGTH)
    theme = models.CharField("テーマ", max_length=40, blank=True)
    dots = models.PositiveSmallIntegerField("シールの数", default=0)
    from_phone = models.BooleanField("参加者がスマートフォンで書いた", default=False)
    state = models.CharField("公開", max_length=8, choices=State.choices, default=State.NEW)
    written_at = models.DateTimeField("書いた日時", default=timezone.now, editable=False)

    objects: ClassVar[models.Manager[Note]] = NoteQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "ワークショップのメモ"
        ordering = ["meeting", "kind", "pk"]
        indexes = [models.Index(fields=["area", "state"], name="note_of_area")]
        constraints = [models.CheckConstraint(name="a_note_says_something", condition=~Q(text=""))]

    def __str__(self) -> str:
        return self.text


def read_lines(text: str) -> list[tuple[str, int]]:
    """One note a line, with the dots that stand behind it; bullets that were typed along are left off."""
    found = []
    for line in text.splitlines():
        plain = without_control_characters(line).strip().lstrip("・●-*").strip()
        dots = DOTS.search(unicodedata.normalize("NFKC", plain))
        if dots:
            plain = re.sub(r"\s*[*xX×＊ｘＸ]\s*[0-9０-９]{1,3}\s*$", "", plain)
        if plain:
            found.append((plain, int(dots[1]) if dots else 0))
    return found


@transaction.atomic
def write_notes(meeting: Meeting, *, by: User, kind: str, text: str, theme: str = "", area: Area) -> list[Note]:
    """Typed by staff from paper stickers, a line for each; whoever types them has looked them over already."""
    meeting.lock()
    meeting.refuse_notes()
    lines = read_lines(text)
    if not lines:
        raise NotNow({"text": "メモを、1行に1つずつ書いてください。"})
    if len(lines) > MOST:
        raise NotNow({"text": f"一度に{MOST}行までにしてください。今は{len(lines)}行です。"})
    if long := next((line for line, _ in lines if len(line) > LENGTH), ""):
        raise NotNow({"text": f"1つのメモは{LENGTH}文字までです。「{long[:20]}…」を短くしてください。"})
    facts: dict[str, Any] = {"meeting": meeting, "kind": kind, "theme": theme.strip(), "area": area}
    rows = [Note(text=line, dots=dots, day=meeting.day, state=Note.State.SHOWN, **facts) for line, dots in lines]
    made = Note.objects.bulk_create(rows)
    record(meeting, "meeting.write_notes", by=by, comment=f"{Note.Kind(kind).label} {len(made)}件")
    return made


@transaction.atomic
def put_in(meeting: Meeting, *, kind: str, text: str, area: Area, on: date) -> Note:
    """By a participant's phone, with the room's code; nobody sees it before it was looked over."""
    meeting.lock()
    meeting.refuse_notes()
    if not meeting.room_code:
        raise NotNow("メモの受付は終わりました。ありがとうございました。")
    note = Note.objects.create(meeting=meeting, kind=kind, text=text.strip(), area=area, day=on, from_phone=True)
    record(meeting, "meeting.put_in", by=anybody(), comment=f"{note.get_kind_display()} 1件")
    return note


@transaction.atomic
def sort_notes(meeting: Meeting, notes: Mapping[int, Mapping[str, Any]], *, by: User) -> int:
    """Themes, dots, and whether each is shown, as set on the board; how many changed."""
    meeting.lock()
    changed = 0
    found: list[dict[str, Any]] = []
    for note in meeting.notes.filter(pk__in=notes):
        told = overwrite(note, {column: value for column, value in notes[note.pk].items() if value is not None})
        if told:
            note.save()
            changed += 1
            found += [{**each, "label": f"メモ{note.pk} {each['label']}"} for each in told]
    if changed:
        record(meeting, "meeting.sort_notes", by=by, changes=found[:40], comment=f"{changed}件")
    return changed
