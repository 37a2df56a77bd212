"""The discipline of every case: lock the row, check the move, set the status, write the event.

An app's model names its statuses and its moves; its verbs begin with ``take`` and then say what else changes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from accounts.models import User
from records.events import record

Moves = Mapping[str, tuple[Collection[str], str]]


class NotNow(ValidationError):
    """The verb is not possible in this state; its message is a sentence that says what to do instead."""


class Case(models.Model):
    """A matter with a status that only its verbs change."""

    status: str
    MOVES: ClassVar[Moves] = {}
    SAID: ClassVar[Mapping[str, str]] = {}  # per verb: how the history tells that it happened
    NOT_NOW: ClassVar[Mapping[str, str]] = {}  # a better sentence than the general one, per verb

    class Meta:
        abstract = True

    def take(self, verb: str, *, by: User, **facts: Any) -> None:
        """Begins a verb: takes the row as the database has it now, locks it, checks the move, writes the event.

        Sets ``status`` on this object; the verb sets what else it changes and saves once. Unsaved changes of this
        object are lost: a verb gets its values as arguments. Raises NotNow if the move is not legal now.
        """
        self.lock()
        sources, target = self.MOVES[verb]
        if self.status not in sources:
            raise NotNow(self.NOT_NOW.get(verb, f"今は「{self.get_status_display()}」なので、この操作はできません。"))  # type: ignore[attr-defined]
        self.status = target
        record(self, f"{self._meta.model_name}.{verb}", by=by, **facts)

    def lock(self) -> None:
        """Locks the row until the transaction ends and makes this object what the database says."""
        self.refresh_from_db(from_queryset=type(self)._base_manager.select_for_update(no_key=True))

    def can(self, verb: str) -> bool:
        """Whether the status allows the verb; for pages that show or hide a button."""
        return self.status in self.MOVES[verb][0]


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


def overwrite(row: models.Model, values: Mapping[str, object]) -> str:
    """Sets the columns that change; returns their labels for the event, without the values: some are private."""
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    columns = {column.name: column.verbose_name for column in row._meta.fields}
    return "、".join(str(columns[name]) for name in changed)
