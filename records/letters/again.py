"""Once more: a letter that was lost is issued again, one with a slip of the pen is corrected.

The first letter stays as it is; its page and the public check say which letter stands in its place. What was decided is
not changed here: for another amount there is the procedure that changes the decision.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from django.db import transaction

from accounts.models import User
from records.cases import NotNow
from records.events import record
from records.letters.issuing import in_place_of, obstacles, told, write
from records.letters.kinds import BASIS, KINDS, Addressee, LetterModel
from records.letters.letter import CORRECTED, REISSUED, Letter
from records.letters.paper import Paper
from records.letters.setting import LetterSetting
from records.letters.texts import names
from records.mail import post

AMOUNT = re.compile(r"[\d,]+円")
# the same for the letter in its place
ABOUT = ("kind", "case_type", "case_id", "organization", "person", "meaning", "amount")
VERBS = {REISSUED: "letter.reissued", CORRECTED: "letter.corrected"}


def model_of(letter: Letter, *, on: date) -> LetterModel:
    """The letter as the portal would write it on that day: who signs now, who is told."""
    if letter.is_erased:
        raise NotNow("この通知書は、保存する期限が過ぎたので廃棄しました。もう一度出すことはできません。")
    known = KINDS.get(letter.kind)
    if known is None or known.model is None or letter.case is None:
        raise NotNow("この種類の通知書は、もうポータルでは作りません。紙で作り、番号簿で番号を取ってください。")
    return known.model.of(letter.case, on=on)


def of_today(letter: Letter, model: LetterModel) -> Paper:
    """What the letter said, signed by who signs on the day of the model."""
    paper = Paper.from_snapshot(letter.snapshot)
    return replace(paper, letterhead=model.letterhead, values={**paper.values, **model.letterhead.values()})


@transaction.atomic
def reissue(letter: Letter, *, by: User, reason: str, on: date) -> Letter:
    """The same letter with a new number and date, marked 再発行."""
    model = model_of(letter, on=on)
    paper = in_place_of(letter, of_today(letter, model), mark=REISSUED)
    return _publish(letter, paper, letter.setting, model, by=by, reason=reason, on=on)


def corrected(
    letter: Letter, *, values: Mapping[str, str], addressee: Addressee, wording: LetterSetting, on: date
) -> Paper:
    """The letter with its slips mended; NotNow, at the value's name, if a value is not a slip but the decision."""
    before = of_today(letter, model_of(letter, on=on))
    decided = {
        name: ["金額は、訂正では直せません。決定を変える手続きをしてください。"]
        for name, value in values.items()
        if amounts(value) != amounts(before.values.get(name, ""))
    }
    if decided:
        raise NotNow(decided)
    said = {name: value for name, value in values.items() if value or name in before.values}
    paper = replace(before, values={**before.values, **said}, addressee=addressee)
    if wording != letter.setting:
        basis = {BASIS: wording.legal_basis} if wording.legal_basis else {}
        paper = replace(paper, wording=wording.wording(), values={**paper.values, **basis})
    if paper == before:
        raise NotNow("直したところがありません。同じ内容でもう一度出すには、「再発行」を使ってください。")
    return in_place_of(letter, paper, mark=CORRECTED)


@transaction.atomic
def correct(
    letter: Letter,
    *,
    values: Mapping[str, str],
    addressee: Addressee,
    wording: LetterSetting,
    by: User,
    reason: str,
    on: date,
) -> Letter:
    """A letter with other words in the first one's place, marked 訂正."""
    paper = corrected(letter, values=values, addressee=addressee, wording=wording, on=on)
    return _publish(letter, paper, wording, model_of(letter, on=on), by=by, reason=reason, on=on)


def amounts(text: str) -> list[str]:
    return AMOUNT.findall(unicodedata.normalize("NFKC", text))


def mendable(letter: Letter, wording: LetterSetting) -> dict[str, str]:
    """The values of the letter's texts that a correction may change: not who signs, not an amount."""
    paper = Paper.from_snapshot(letter.snapshot)
    used = dict.fromkeys(name for _, text in wording.wording().texts() for name in names(text))
    signers = paper.letterhead.values()
    found = {name: paper.values.get(name, "") for name in used if name not in signers}
    return {name: value for name, value in found.items() if not re.fullmatch(r"金?[\d,]+円", value)}


def _publish(
    letter: Letter, paper: Paper, setting: LetterSetting, model: LetterModel, *, by: User, reason: str, on: date
) -> Letter:
    if later := letter.correction():
        raise NotNow(f"この通知書には、もう{later.document_number}があります。そちらのページから出し直してください。")
    if sentences := obstacles(paper):
        raise NotNow(sentences)
    facts = {name: getattr(letter, name) for name in ABOUT}
    issued = write(paper, setting, by=by, on=on, corrects=letter, **facts)
    for about in (model.case, letter):
        record(about, VERBS[paper.mark], by=by, **told(issued), replaces=letter.document_number, comment=reason)
    post(
        "records/emails/letter_again/recipient", to=model.recipients(), about=letter.case, letter=issued, earlier=letter
    )
    return issued
