"""Versions of a scheme: the complete rule book of each adoption, which nobody can rewrite."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, ClassVar, Literal, NamedTuple

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from records.era import era_date
from records.events import AppendOnlyQuerySet, append_only_triggers
from records.templatetags.japanese import local_day

if TYPE_CHECKING:
    from grants.schemes import Scheme

AROUND = 3  # lines that are shown before and after what differs


class SchemeVersion(models.Model):
    """What was adopted, as one document; an application names the version under which it was made."""

    scheme = models.ForeignKey("grants.Scheme", on_delete=models.PROTECT, related_name="versions", verbose_name="制度")
    number = models.PositiveSmallIntegerField("版")
    adopted_at = models.DateTimeField("決定した日時")
    adopted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name="決定した人"
    )
    book = models.TextField("ルールブック")
    sha256 = models.CharField("SHA-256", max_length=64)

    objects: ClassVar[models.Manager[Any]] = AppendOnlyQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = "制度の版"
        ordering = ["scheme_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "number"], name="a_scheme_has_each_version_once"),
            models.CheckConstraint(name="versions_of_a_scheme_count_from_one", condition=Q(number__gte=1)),
        ]
        triggers = append_only_triggers()

    def __str__(self) -> str:
        return f"第{self.number}版({era_date(local_day(self.adopted_at))}決定)"

    def get_absolute_url(self) -> str:
        return reverse("grants:scheme_version", args=[self.scheme_id, self.number])

    @classmethod
    def keep(cls, scheme: Scheme, book: str, *, by: User) -> SchemeVersion:
        """The next version; the caller holds the scheme's lock."""
        number = cls.objects.filter(scheme=scheme).count() + 1
        made: SchemeVersion = cls.objects.create(
            scheme=scheme,
            number=number,
            adopted_at=timezone.now(),
            adopted_by=by,
            book=book,
            sha256=fingerprint(book),
        )
        return made

    @property
    def is_whole(self) -> bool:
        """The text is still what was adopted."""
        return fingerprint(self.book) == self.sha256


def fingerprint(book: str) -> str:
    return hashlib.sha256(book.encode()).hexdigest()


class Line(NamedTuple):
    kind: Literal["same", "out", "in", "gap"]
    text: str


def line_differences(before: str, after: str) -> list[Line]:
    """What went out and what came in, each with the lines around it; nothing where the texts are the same."""
    return list(lines_that_differ(before.splitlines(), after.splitlines()))


def lines_that_differ(old: list[str], new: list[str]) -> Iterator[Line]:
    groups = SequenceMatcher(None, old, new, autojunk=False).get_grouped_opcodes(AROUND)
    for at, group in enumerate(groups):
        if at:
            yield Line("gap", "")
        for tag, start, end, first, last in group:
            if tag == "equal":
                yield from (Line("same", text) for text in old[start:end])
            else:
                yield from (Line("out", text) for text in old[start:end])
                yield from (Line("in", text) for text in new[first:last])
