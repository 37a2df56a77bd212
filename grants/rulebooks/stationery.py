"""What a rule book says of the scheme's papers: the numbers of its forms, and how its letters look."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from accounts.models import User
from grants.formula.papers import LetterLook
from grants.formula.reading import Fault
from records.letters.kinds import KINDS, kind_name
from records.letters.paper import Layout, SealMode
from records.letters.setting import LetterSetting
from records.papers.sets import FORMS
from records.papers.setting import FormSetting


def forms_of(programme: str) -> dict[str, str]:
    """The numbers of the city's forms for a programme, by the forms' codes."""
    return {code: row.number for code, row in sorted(FormSetting.of(programme).items()) if row.number}


def letters_of(programme: str, *, on: date) -> tuple[LetterLook, ...]:
    """How the letters of a programme look on a day."""
    kinds = [kind for kind in KINDS if kind.startswith("grants.")]
    found = LetterSetting.objects.filter(kind__in=kinds).all_standing(programme, on=on)
    return tuple(look_of(each) for each in sorted(found, key=lambda each: each.kind))


def look_of(wording: LetterSetting) -> LetterLook:
    appeal = wording.appeal if wording.appeal_printed else ""
    return LetterLook(wording.kind, str(wording.layout), str(wording.seal_mode), appeal)


def faults_of_papers(forms: Mapping[str, str], letters: tuple[LetterLook, ...]) -> Iterator[Fault]:
    yield from (
        Fault(("forms", code), f"「{code}」という様式がありません。あるもの: {'、'.join(sorted(FORMS))}")
        for code in forms
        if code not in FORMS
    )
    for at, look in enumerate(letters):
        if look.kind not in KINDS:
            told = "、".join(sorted(KINDS))
            yield Fault(("letters", at, "kind"), f"「{look.kind}」という通知書がありません。あるもの: {told}")
        if look.layout not in Layout.values:
            yield Fault(("letters", at, "layout"), f"体裁は、{'、'.join(Layout.values)}のどれかです。")
        if look.seal not in SealMode.values:
            yield Fault(("letters", at, "seal"), f"公印は、{'、'.join(SealMode.values)}のどれかです。")


def told_papers(forms: Mapping[str, str], letters: tuple[LetterLook, ...]) -> dict[str, str]:
    """For people, before anything is kept."""
    looks = [
        f"{kind_name(look.kind)}: {Layout(look.layout).label.split('(')[0]}、{SealMode(look.seal).label}、"
        f"{'教示を入れる' if look.appeal else '教示を入れない'}"
        for look in letters
    ]
    numbers = [f"{FORMS[code].name} {number}" for code, number in forms.items()]
    return {"様式の番号": "\n".join(numbers), "通知書の体裁": "\n".join(looks)}


def take_forms(programme: str, forms: Mapping[str, str], *, by: User) -> None:
    """Numbers that differ from the city's become the programme's own."""
    standing = FormSetting.of(programme)
    for code, number in forms.items():
        now = standing.get(code)
        if now is None or now.number != number:
            FormSetting.decide(code, programme=programme, number=number, sign=now.sign if now else "", by=by)


def take_letters(programme: str, letters: tuple[LetterLook, ...], *, by: User, on: date) -> None:
    """A letter that looks different becomes a draft of the programme's own wording, which another officer adopts."""
    found = {each.kind: each for each in LetterSetting.objects.all_standing(programme, on=on)}
    for look in letters:
        standing = found.get(look.kind)
        if standing is None or look_of(standing) == look:
            continue
        draft = LetterSetting.begin(look.kind, programme, by=by, on=on, like=standing)
        values: dict[str, Any] = {"layout": look.layout, "appeal_printed": bool(look.appeal)}
        values |= {"appeal": look.appeal} if look.appeal else {}
        if look.seal != SealMode.IMAGE or standing.seal_id:  # a picture of a seal does not travel
            values["seal_mode"] = look.seal
        draft.rewrite(values, list(draft.entries.values("label", "text", "optional")), by=by)
