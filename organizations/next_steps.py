"""What an organization has to do next, in one sentence and one button: for its page and its leaders' home."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from organizations.bodies import Organization
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
    status, key = Organization.Status, organization.pk
    if organization.status == status.AWARENESS:
        return NextStep(
            "準備会を届け出る",
            "話し合いがまとまり、準備会を置いたら、名前・区域・代表する人と、構成員の名簿を届け出ます。",
            "準備会を届け出る",
            reverse("organizations:prepare", args=[key]),
        )
    if organization.status == status.PREPARING:
        return NextStep(
            "将来計画づくりを始める",
            "地域の課題を話し合い、5年から10年先までの計画を作ります。",
            "計画づくりを始める",
            reverse("organizations:plan", args=[key]),
            posts=True,
        )
    if organization.status == status.PLANNING:
        return NextStep(
            "設立を届け出る",
            "設立総会を開いたら、決まった名前・事務所と議事録を届け出ます。",
            "設立を届け出る",
            reverse("organizations:found", args=[key]),
        )
    waits = {status.FOUNDED, status.REVOKED}
    return application_step(organization, case, asks) if organization.status in waits else None


def application_step(organization: Organization, case: Recognition | None, asks: Sequence[Correction]) -> NextStep:
    if case is None or case.status in {Recognition.Status.REFUSED, Recognition.Status.LAPSED}:
        title, detail = (
            "市の認可を申請する",
            "認可されると、一括交付金を受けられます。申請書は、登録してあることから作ります。",
        )
        if case:
            lapsed = case.status == Recognition.Status.LAPSED
            past = "前の認可は取り消されました。" if lapsed else "前の申請は認可されませんでした。"
            title, detail = f"もう一度、{title}", f"{past}通知書の理由を直してから、書いてください。"
        apply = reverse("organizations:apply", args=[organization.pk])
        return NextStep(title, detail, "申請書を書く", apply, posts=True)
    write = reverse("organizations:application", args=[case.pk])
    if case.status == Recognition.Status.DRAFT:
        return NextStep("認可の申請書を出す", "書きかけの申請書があります。", "続きを書く", write)
    if case.status == Recognition.Status.RETURNED:
        places = "、".join(dict.fromkeys(ask.label for ask in asks))
        due = min((ask.due_on for ask in asks), default=None)
        return NextStep("認可の申請書を直す", f"市から補正のお願いがあります:{places}", "直す", write, due=due)
    return NextStep("市の認可を待つ", "結果は、通知書で知らせます。", "", case.get_absolute_url())


def way_of(body: Organization, cases: Iterable[Recognition]) -> list[Step]:
    """機運づくり → 準備会 → 将来計画 → 設立 → 認可 → 活動, or what came of it."""
    status, gone = Organization.Status, body.status == Organization.Status.REVOKED
    sent = any(case.status not in {"draft", "refused", "lapsed"} for case in cases)
    at = [*status].index(status(body.status)) + (body.status in {status.FOUNDED, status.ACTIVE})
    days = (None, body.committee_on, None, body.founded_on, body.recognised_on, body.revoked_on)
    labels = ("機運づくり", "準備会", "将来計画", "設立", "認可", "認可の取消し" if gone else "活動")
    notes = ("", "", "", "", "申請中" if sent and body.status == status.FOUNDED else "", "")
    return [
        Step(label, "done" if n < at else "now" if n == at else "todo", note=note, on=day if n <= at else None)
        for n, (label, day, note) in enumerate(zip(labels, days, notes, strict=True))
    ]
