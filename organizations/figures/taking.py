"""A judged file goes into the register as a whole, or not at all."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from accounts.models import User
from organizations.figures.judged import Judged, New
from organizations.figures.kept import AreaFigure, FigureFile
from records.cases import NotNow, spoken
from records.era import era_date
from records.events import record
from records.templatetags.japanese import minus

TOLD = 500  # changes that one event tells one by one


@transaction.atomic
def take(judged: Judged, *, by: User) -> FigureFile:
    """Every figure that is new or differs; what the file does not name stays. NotNow with every mistake."""
    if judged.problems:
        raise NotNow([str(problem) for problem in judged.problems])
    if not (judged.added or judged.changes):
        raise NotNow("ファイルの数値は、どれももう入っています。読み込むものはありません。")
    file = FigureFile.objects.create(
        name=judged.name[:255],
        sha256=judged.sha256,
        source=judged.wishes.source,
        first_day=judged.days[0],
        last_day=judged.days[-1],
        areas=judged.areas,
        added=judged.added,
        changed=len(judged.changes),
        same=judged.same,
        taken_by=by,
    )
    with spoken(AreaFigure):
        AreaFigure.objects.bulk_create([figure_of(new, file) for new in judged.figures if new.kept is None])
    changed = []
    pairs = [(new, kept) for new in judged.changes if (kept := new.kept)]
    for new, kept in pairs:
        changed.append({"label": label(new), "before": minus(kept.value), "after": minus(new.value)})
        kept.value, kept.source, kept.file = new.value, file.source, file
    kept_rows = [kept for _, kept in pairs]
    AreaFigure.objects.bulk_update(kept_rows, ["value", "source", "file"], batch_size=500)
    facts: dict[str, Any] = {"added": file.added, "changed": file.changed, "areas": file.areas, "sha256": file.sha256}
    record(file, "figurefile.take", by=by, changes=changed[:TOLD], comment=f"{file.source} {file.name}", **facts)
    return file


def figure_of(new: New, file: FigureFile) -> AreaFigure:
    if new.indicator._state.adding:
        new.indicator.save()
    return AreaFigure(
        area=new.area, indicator=new.indicator, as_of=new.day, value=new.value, source=file.source, file=file
    )


def label(new: New) -> str:
    return f"{new.area} {new.indicator}({era_date(new.day)})"
