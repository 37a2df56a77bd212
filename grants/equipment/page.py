"""What the pages of one item and of one disposal show."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.access import Request
from accounts.models import User
from grants.equipment.disposals import ItemDisposal
from grants.equipment.forms import CheckForm, PaidBackForm, SendBackForm
from grants.equipment.items import Item
from grants.equipment.rules import may_judge_disposal, may_keep
from grants.rules import may_pay, may_see_inside, may_write
from organizations.views.asking import sending
from records.era import era_date
from records.events import Event
from records.letters import Letter
from records.pieces import Fact, Tag
from records.stands import stand
from records.templatetags.japanese import era_clock, yen

Status = ItemDisposal.Status
TAGS = {
    Status.DRAFT: Tag("下書き"),
    Status.SUBMITTED: Tag("市が確認中", "way"),
    Status.RETURNED: Tag("直しのお願い", "back"),
    Status.PROPOSED: Tag("決裁待ち", "way"),
    Status.APPROVED: Tag("承認", "good"),
    Status.REFUSED: Tag("不承認", "over"),
    Status.NOTED: Tag("届出を承知", "good"),
    Status.WITHDRAWN: Tag("取り下げ", "over"),
}


def item_facts(item: Item) -> list[Fact]:
    today, receipt = timezone.localdate(), item.expense
    limit = f"{era_date(item.free_from)}の前の日まで({item.limit_years}年)"
    return [
        Fact("団体名", item.organization.name),
        Fact("交付金", str(item.grant.scheme)),
        Fact("取得した日", era_date(item.acquired_on)),
        Fact("取得した額", yen(item.price)),
        Fact("うち交付金", yen(item.grant_share)),
        Fact("領収書", str(receipt) if receipt else "なし(手で入れた)"),
        Fact("保管場所", item.place),
        Fact("処分の制限", limit if item.is_bound(on=today) else f"{limit}。もう終わりました"),
        Fact("処分した日", era_date(item.disposed_on) if item.disposed_on else None),
    ]


def item_page(item: Item, user: User) -> dict[str, Any]:
    keeps = bool(may_keep(user, item)) and item.can("revise")
    disposals = ItemDisposal.objects.visible_to(user, on=timezone.localdate()).filter(item=item)
    return {
        "item": item,
        "facts": item_facts(item),
        "keeps": keeps,
        "bound": item.is_bound(on=timezone.localdate()),
        "form": CheckForm() if keeps else None,
        "checks": list(item.checks.select_related("checked_by")),
        "disposals": [(case, TAGS[Status(case.status)]) for case in disposals],
        "may_begin": keeps and not any(case.can("withdraw") or case.can("reopen") for case in disposals),
        "files": item.photos(),
        "events": list(Event.objects.about(item)),
    }


def disposal_facts(case: ItemDisposal) -> list[Fact]:
    """The paper."""
    item, grant = case.item, case.grant
    letter = grant.letter_of_decision()
    received = f"{era_clock(case.received_at)} 収受第{case.receipt_number}号" if case.received_at else None
    return [
        Fact("団体名", case.applicant or grant.organization.name),
        Fact("代表者", case.representative or None),
        Fact("所在地", case.office_address or grant.organization.office_address),
        Fact("交付決定", f"{era_date(letter.issued_on)} {letter.document_number}" if letter else None),
        Fact("品名", item.name),
        Fact("取得した日と額", f"{era_date(item.acquired_on)} {yen(item.price)}(うち交付金 {yen(item.grant_share)})"),
        Fact("処分の制限", f"{era_date(item.free_from)}の前の日まで"),
        Fact("処分の方法", case.get_kind_display()),
        Fact("処分する日", era_date(case.planned_on)),
        Fact("相手", case.partner or None),
        Fact("受け取る額", yen(case.proceeds)),
        Fact("処分する理由", case.reason),
        Fact("収受", received),
    ]


def back_facts(case: ItemDisposal, *, inside: bool) -> list[Fact]:
    """What is to come back; the organization reads of it once it is decided."""
    if case.payback is None or not (inside or case.decided_at):
        return []
    back = f"({era_date(case.paid_back_on)}に返りました)" if case.paid_back_on else ""
    return [Fact("市に返す額", f"{yen(case.payback)}{back}")]


def disposal_page(request: Request, case: ItemDisposal) -> dict[str, Any]:
    user, today = request.user, timezone.localdate()
    inside = bool(may_see_inside(user, None))
    writes = bool(may_write(user, case)) and case.is_open
    judges = bool(may_judge_disposal(user, case)) and case.can("propose")
    events = Event.objects.about(case)
    return {
        "case": case,
        "grant": case.grant,
        "tag": TAGS[Status(case.status)],
        "facts": [*disposal_facts(case), *back_facts(case, inside=inside)],
        "inside": inside,
        "writes": writes,
        "may_withdraw": bool(may_write(user, case)) and case.can("withdraw"),
        "judges": judges,
        "back_form": SendBackForm() if judges else None,
        "paid_form": PaidBackForm(initial={"received_on": today}) if case.is_owing and may_pay(user, case) else None,
        "approval": stand(case, user=user, on=today) if inside else None,
        "letter": Letter.objects.about(case).first(),
        "events": list(events if inside else events.exclude(verb__startswith="proposal.")),
        **(sending(request, case) if writes else {}),
    }
