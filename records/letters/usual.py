"""A portal that was just set up can issue letters: every kind begins with its usual wording."""

from __future__ import annotations

from datetime import date

from records.letters.kinds import KINDS, Usual
from records.letters.setting import LetterEntry, LetterSetting

FIRST_DAY = date(2000, 4, 1)


def write_usual_wording(**_signal: object) -> None:
    """After the tables were made: a kind of letter that has no wording at all gets the usual one."""
    for kind in KINDS.values():
        if kind.usual and not LetterSetting.objects.filter(kind=kind.code).exists():
            write(kind.code, kind.usual)


def write(code: str, usual: Usual) -> None:
    setting = LetterSetting.objects.create(
        kind=code,
        status=LetterSetting.Status.ADOPTED,
        starts_on=FIRST_DAY,
        symbol="市協",
        layout=usual.layout,
        title=usual.title,
        body=usual.body,
        legal_basis=usual.legal_basis,
        appeal=usual.appeal,
        appeal_printed=usual.appeal_printed,
        retention_years=usual.keep,
    )
    LetterEntry.objects.bulk_create(
        LetterEntry(setting=setting, position=position, label=label, text=text, optional=label in usual.optional)
        for position, (label, text) in enumerate(usual.entries, start=1)
    )
