"""The answers as a part of the application: kept, told, and changed only where something may be answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, cast

from django.db import models, transaction

from accounts.models import User
from grants.questions.answering import Answers
from records.cases import Case
from records.events import record
from records.telling import Told, changes

if TYPE_CHECKING:
    from grants.applying import Applying


class Answering(Case):
    answers = models.JSONField("質問への答え", default=dict, editable=False)  # by the question's number; not the files

    if TYPE_CHECKING:

        def _must_be_open(self) -> None: ...

    class Meta:
        abstract = True

    @property
    def is_being_mended(self) -> bool:
        """The city has given it back: only what is to be mended is open."""
        return self.status == "returned"

    @transaction.atomic
    def answer(self, typed: Mapping[int, Any], *, by: User) -> None:
        """Keeps answers by the questions' numbers; those that are closed, or not asked, stay out of it."""
        self._must_be_open()
        paper = cast("Applying", self)
        before, self.answers = self._told_answers(), Answers(paper).with_these(typed)
        if told := changes(before, self._told_answers()):
            self.save(update_fields=["answers"])
            record(self, "grant.answer", by=by, changes=told)

    def _told_answers(self) -> Told:
        answers = Answers(cast("Applying", self)).all()
        return {each.question.code: (each.question.text, each.words) for each in answers}
