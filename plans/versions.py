"""What every plan has: versions of which the older stay readable, and a page on which it is written."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from records.cases import Case, NotNow

STALE = "別の画面で、この計画が書きかえられました。今の内容を確かめてから、続けてください。"


class Versioned(Case):
    KIND: ClassVar[str]  # how the key of its drafts begins

    version = models.PositiveSmallIntegerField("版", default=1)
    revision = models.PositiveIntegerField(default=0, editable=False)  # how often it was written: tells a stale page

    class Meta:
        abstract = True

    @property
    def draft_key(self) -> str:
        """Under which its page keeps what is typed; one draft for all who write."""
        return f"{self.KIND}:{self.pk}"

    def turn_page(self, *, seen: int) -> None:
        """Begins a writing; NotNow if somebody saved since the revision that the writer has ``seen``."""
        if seen != self.revision:
            raise NotNow(STALE)
        self.revision += 1
