"""The wording with which a city begins: after that it is the city's own (通知書の文面), this is never read again."""

from __future__ import annotations

from datetime import date

from records.letters.setting import LetterEntry, LetterSetting

FIRST_DAY = date(2000, 4, 1)

USUAL = {
    "grants.decision": (
        "{年度}{制度}交付決定通知書",
        "{申請日}付けで申請のあった{年度}{制度}については、下記のとおり交付することに決定したので通知します。",
        (
            ("交付決定額", "{交付決定額}"),
            ("交付の対象となる事業", "{申請日}付けの交付申請書及び添付の年度計画のとおり"),
            ("事業の完了期限", "{完了期限}"),
            ("交付の時期及び方法", "{交付の方法}"),
            ("実績報告の期限", "{実績報告期限}"),
            ("交付の条件", "{交付の条件}"),
            ("適用する規則及び要綱", "{適用規則}"),
        ),
    ),
    "grants.refusal": (
        "{年度}{制度}不交付決定通知書",
        "{申請日}付けで申請のあった{年度}{制度}については、下記の理由により交付しないことに決定したので通知します。",
        (
            ("申請年月日", "{申請日}"),
            ("申請額", "{申請額}"),
            ("理由", "{理由}"),
            ("適用する規則及び要綱", "{適用規則}"),
        ),
    ),
}


def write_usual_wording(**_signal: object) -> None:
    """After the tables were made: a kind of letter that has no wording at all gets the usual one."""
    for kind, (title, body, entries) in USUAL.items():
        if LetterSetting.objects.filter(kind=kind).exists():
            continue
        setting = LetterSetting.objects.create(kind=kind, starts_on=FIRST_DAY, symbol="市協", title=title, body=body)
        LetterEntry.objects.bulk_create(
            LetterEntry(setting=setting, position=position, label=label, text=text)
            for position, (label, text) in enumerate(entries, start=1)
        )
