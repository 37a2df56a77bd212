"""What an organization has to do next, in one sentence and one button: for its page and its leaders' home."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from organizations.bodies import Organization
from organizations.kinds.kind import Kind
from organizations.recognition import Recognition
from records.corrections import Correction
from records.pieces import Step

AT_THE_CITY = "市が審査しています"


@dataclass(frozen=True)
class NextStep:
    title: str
    detail: str
    action: str  # empty while the city has to act
    url: str
    posts: bool = False  # the button is the verb itself, without a form of its own
    due: date | None = None


def next_step(organization: Organization, case: Recognition | None, asks: Sequence[Correction] = ()) -> NextStep | None:
    """``case`` is the newest application and ``asks`` its open corrections; None once the organization is at work."""
    key, comes = organization.pk, organization.terms.after(organization.status)
    if comes == "preparing":
        return NextStep(
            "準備会を届け出る",
            "話し合いがまとまり、準備会を置いたら、名前・区域・代表する人と、構成員の名簿を届け出ます。",
            "準備会を届け出る",
            reverse("organizations:prepare", args=[key]),
        )
    if comes == "planning":
        return NextStep(
            "将来計画づくりを始める",
            "地域の課題を話し合い、5年から10年先までの計画を作ります。",
            "計画づくりを始める",
            reverse("organizations:plan", args=[key]),
            posts=True,
        )
    if comes == "founded":
        return NextStep(
            "設立を届け出る",
            "設立総会を開いたら、決まった名前・事務所と議事録を届け出ます。",
            "設立を届け出る",
            reverse("organizations:found", args=[key]),
        )
    if comes == "working":
        begin = reverse("organizations:begin_work", args=[key])
        return NextStep(
            "活動を始める", "準備ができたら、活動を始めたことを記録します。", "活動を始める", begin, posts=True
        )
    return application_step(organization, case, asks) if comes == "active" else None


def application_step(organization: Organization, case: Recognition | None, asks: Sequence[Correction]) -> NextStep:
    word = organization.terms.word
    if case is None or case.status in {Recognition.Status.REFUSED, Recognition.Status.LAPSED}:
        title, detail = f"市の{word}を申請する", "申請書は、登録してあることから作ります。"
        if organization.terms.may_get_grants:
            detail = f"{word}されると、交付金を受けられます。{detail}"
        if case:
            lapsed = case.status == Recognition.Status.LAPSED
            past = f"前の{word}は取り消されました。" if lapsed else f"前の申請は{word}されませんでした。"
            title, detail = f"もう一度、{title}", f"{past}通知書の理由を直してから、書いてください。"
        apply = reverse("organizations:apply", args=[organization.pk])
        return NextStep(title, detail, "申請書を書く", apply, posts=True)
    write = reverse("organizations:application", args=[case.pk])
    if case.status == Recognition.Status.DRAFT:
        return NextStep(f"{word}の申請書を出す", "書きかけの申請書があります。", "続きを書く", write)
    if case.status == Recognition.Status.RETURNED:
        places = "、".join(dict.fromkeys(ask.label for ask in asks))
        due = min((ask.due_on for ask in asks), default=None)
        return NextStep(f"{word}の申請書を直す", f"市から補正のお願いがあります:{places}", "直す", write, due=due)
    return NextStep(f"市の{word}を待つ", "結果は、通知書で知らせます。", "", case.get_absolute_url())


def way_of(body: Organization, cases: Iterable[Recognition]) -> list[Step]:
    """機運づくり → 準備会 → 将来計画 → 設立 → 認可 → 活動, as the kind has them, or what came of it."""
    terms, status = body.terms, body.status
    days = {"preparing": body.committee_on, "founded": body.founded_on}
    way = [(Kind.Step(step).label, days.get(step)) for step in terms.way[:-1]]
    at = terms.way.index(status) if status in terms.way else len(way)
    if terms.word:
        way.append((terms.word, body.recognised_on))
        at += status in {"founded", "active"} or status not in terms.way
    ends = {
        "revoked": (f"{terms.word}の取消し", body.revoked_on),
        "suspended": ("活動の休止", body.suspended_on),
        "dissolved": ("解散", body.dissolved_on),
    }
    way.append(ends.get(status, ("活動", None)))
    sent = any(case.status not in {"draft", "refused", "lapsed"} for case in cases)
    asking = len(way) - 2 if sent and status in Organization.YOUNG else -1
    return [
        Step(
            label,
            "done" if n < at else "now" if n == at else "todo",
            note="申請中" if n == asking else "",
            on=day if n <= at else None,
        )
        for n, (label, day) in enumerate(way)
    ]
