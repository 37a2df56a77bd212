"""The discipline of every case: lock the row, check the move, set the status, write the event.

An app's model names its statuses and its moves; its verbs begin with ``take`` and then say what else changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from accounts.models import User
from records.events import record
from records.telling import overwrite

Moves = Mapping[str, tuple[Collection[str], str]]


class NotNow(ValidationError):
    """The verb is not possible in this state; its message is a sentence that says what to do instead."""


class Case(models.Model):
    """A matter with a status that only its verbs change."""

    status: str
    MOVES: ClassVar[Moves] = {}
    SAID: ClassVar[Mapping[str, str]] = {}  # per verb: how the history tells that it happened
    AFTERWARDS: ClassVar[Collection[str]] = ()  # verbs that may come when the case is done with; nobody waits for them
    NOT_NOW: ClassVar[Mapping[str, str]] = {}  # a better sentence than the general one, per verb

    class Meta:
        abstract = True

    def take(
        self,
        verb: str,
        *,
        by: User,
        to: Mapping[str, object] | None = None,
        changes: Iterable[Mapping[str, Any]] = (),
        **facts: Any,
    ) -> None:
        """Begins a verb: takes the row as the database has it now, locks it, checks the move, writes the event.

        Sets ``status`` on this object, and the columns that ``to`` names; the event tells what stood there before. The
        verb sets what else it changes and saves once. Unsaved changes of this object are lost: a verb gets its values
        as arguments. ``changes`` is what the verb changes besides. Raises NotNow if the move is not legal now.
        """
        self.lock()
        self.check_move(verb)
        moved = overwrite(self, {**(to or {}), "status": self.MOVES[verb][1]})
        record(self, f"{self._meta.model_name}.{verb}", by=by, changes=[*changes, *moved], **facts)

    def check_move(self, verb: str) -> None:
        """NotNow if the move is not legal in this status; for a verb that works out its values before it takes."""
        if not self.can(verb):
            raise NotNow(self.NOT_NOW.get(verb, f"今は「{self.get_status_display()}」なので、この操作はできません。"))  # type: ignore[attr-defined]

    def lock(self) -> None:
        """Locks the row until the transaction ends and makes this object what the database says."""
        self.refresh_from_db(from_queryset=type(self)._base_manager.select_for_update(no_key=True))

    def can(self, verb: str) -> bool:
        """Whether the status allows the verb; for pages that show or hide a button."""
        return self.status in self.MOVES[verb][0]


class TakenBack(Exception):
    """What was rehearsed could be done."""


@contextmanager
def rehearsed() -> Iterator[None]:
    """Whatever refuses refuses within it as always; what was done within it is taken back."""
    with suppress(TakenBack), transaction.atomic():
        yield
        raise TakenBack


@contextmanager
def spoken(*models_: type[models.Model]) -> Iterator[None]:
    """Turns a violated constraint of the models into a ValidationError with the constraint's own sentence."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as problem:
        diagnosis = getattr(problem.__cause__, "diag", None)
        name = getattr(diagnosis, "constraint_name", None)
        for model in models_:
            for constraint in model._meta.constraints:
                if constraint.name == name:
                    raise ValidationError(constraint.get_violation_error_message(), code=name) from problem
        raise
