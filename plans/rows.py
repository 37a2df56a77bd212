"""Rows that are written as a sheet: a save brings the whole sheet, in its order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from django.db import models

M = TypeVar("M", bound=models.Model)
Row = Mapping[str, Any]  # a row's columns, the same in every row; ``id`` where the row is one that stands already

YEN_LIMIT = 999_999_999_999


def place(
    standing: models.QuerySet[M], wanted: Sequence[Row], **owner: models.Model
) -> tuple[list[M], models.QuerySet[M]]:
    """Makes the rows what the sheet says: a known id keeps its row, all others are new. Also gives those left over."""
    known = {row.pk: row for row in standing}
    columns = [column for column in (wanted[0] if wanted else {}) if column != "id"]
    kept, new, result = [], [], []
    for order, values in enumerate(wanted, start=1):
        row = known.pop(values.get("id"), None)
        if row is None:
            new.append(row := standing.model(**owner))
        else:
            kept.append(row)
        for column in columns:
            setattr(row, column, values[column])
        row.order = order  # type: ignore[attr-defined]
        result.append(row)
    if kept:
        standing.bulk_update(kept, ["order", *columns])
    standing.bulk_create(new)
    return result, standing.filter(pk__in=known)


def rewrite(standing: models.QuerySet[M], wanted: Sequence[Row], **owner: models.Model) -> list[M]:
    """Makes the rows what the sheet says, and no others."""
    rows, left_over = place(standing, wanted, **owner)
    left_over.delete()
    return rows


def copies(rows: models.QuerySet[M], **changes: Any) -> list[M]:
    """The same rows with some changes, as new ones that are not saved yet."""
    result = list(rows)
    for row in result:
        row.pk = None
        row._state.adding = True
        for name, value in changes.items():
            setattr(row, name, value)
    return result


def one_row_per_line(name: str) -> models.UniqueConstraint:
    """Asked at the end of a transaction, so that rows may change places."""
    return models.UniqueConstraint(fields=["plan", "order"], name=name, deferrable=models.Deferrable.DEFERRED)
