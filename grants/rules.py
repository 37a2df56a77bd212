"""Who may, about grants. Whether it is the time for it is the verbs' own guard."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from grants.allotments.allotment import Allotment
from grants.cases import Grant
from grants.change import Change
from grants.refunds import Refund
from grants.reserves.accounts import Reserve
from grants.revoking import Revocation
from grants.sent_papers import SentPaper
from organizations.models import Organization
from organizations.rules import free_to_judge
from staff.models import Post


def may_apply(user: User, organization: Organization) -> Answer:
    if user.acts_for(organization, on=timezone.localdate()):
        return YES
    return No("申請できるのは、団体の役員(閲覧の人をのぞく)だけです。")


def may_keep_reserve(user: User, reserve: Reserve) -> Answer:
    """Its plan and what is taken out: the organization."""
    return may_apply(user, reserve.organization)


def may_write(user: User, grant: Grant | SentPaper) -> Answer:
    return may_apply(user, grant.organization)


def may_examine(user: User, grant: Grant) -> Answer:
    """Review, correction and proposal: the section in charge, but nobody with a tie to the applicant."""
    if not user.in_section(on=timezone.localdate()):
        return No("審査と起案をするのは、協働の担当の係です。")
    return free_to_judge(user, grant.organization, grant.submitted_by_id)


def may_pay(user: User, case: SentPaper) -> Answer:
    """支払いの記録: accounting, or the section that has its word; nobody with a tie to whom the money goes."""
    today = timezone.localdate()
    if not (user.pays(on=today) or user.in_section(on=today)):
        return No("支払いを記録するのは、会計の職か、協働の担当の係です。")
    return free_to_judge(user, case.organization, case.submitted_by_id)


def may_examine_report(user: User, case: SentPaper) -> Answer:
    """確認 and 額の確定: the section, but nobody with a tie to the organization or who typed the report in."""
    if not user.in_section(on=timezone.localdate()):
        return No("実績報告の確認と起案をするのは、協働の担当の係です。")
    return free_to_judge(user, case.organization, case.submitted_by_id)


def may_book(user: User, case: Refund) -> Answer:
    """入金の記録: accounting, or the section that has its word; nobody with a tie to whom the money comes from."""
    today = timezone.localdate()
    if not (user.pays(on=today) or user.in_section(on=today)):
        return No("入金を記録するのは、会計の職か、協働の担当の係です。")
    return free_to_judge(user, case.organization, None)


def may_examine_refund(user: User, case: Refund) -> Answer:
    """返還命令の準備 and 起案: the section, but nobody with a tie to the organization."""
    if not user.in_section(on=timezone.localdate()):
        return No("返還命令の準備と起案をするのは、協働の担当の係です。")
    return free_to_judge(user, case.organization, None)


def may_list_payments(user: User, _: object) -> Answer:
    """Every organization's account stands there: for those who keep the books or see all organizations anyway."""
    today = timezone.localdate()
    if user.pays(on=today) or user.in_section(on=today) or user.reaches_all(on=today):
        return YES
    return No("支払いの一覧は、会計の職と協働の担当の係のためのものです。")


def may_make_transfers(user: User, _: object) -> Answer:
    """Files for the bank: who records payments anyway; of each payment ``may_pay`` is asked besides."""
    today = timezone.localdate()
    if user.pays(on=today) or user.in_section(on=today):
        return YES
    return No("振込データを作って記録するのは、会計の職か、協働の担当の係です。")


def may_see_inside(user: User, _: object) -> Answer:
    """What the city writes for itself: the review, the proposal, the letter before it is issued, the budget."""
    if user.is_city(on=timezone.localdate()):
        return YES
    return No("ここは、市の職員のためのページです。")


def may_write_change(user: User, change: Change) -> Answer:
    """Asks for a change of its grant: the organization."""
    return may_apply(user, change.organization)


def may_judge_change(user: User, change: Change) -> Answer:
    """Takes note, asks for corrections, proposes: the section, but nobody with a tie to the applicant."""
    if not user.in_section(on=timezone.localdate()):
        return No("変更の審査と起案をするのは、協働の担当の係です。")
    return free_to_judge(user, change.organization, change.submitted_by_id)


def may_revoke(user: User, thing: Grant | Revocation) -> Answer:
    """Prepares and proposes a revocation: the section, but nobody with a tie to the organization."""
    if not user.in_section(on=timezone.localdate()):
        return No("交付決定の取消しを準備するのは、協働の担当の係です。")
    return free_to_judge(user, thing.organization, None)


def may_see_revocation(user: User, _: object) -> Answer:
    return may_see_inside(user, None)


def may_dun(user: User, _: object) -> Answer:
    """督促: the section."""
    if user.in_section(on=timezone.localdate()):
        return YES
    return No("督促するのは、協働の担当の係です。")


def may_dun_money(user: User, _: object) -> Answer:
    """督促状 for money interrupts its limitation: the section's chief sends it, or whoever is above."""
    today = timezone.localdate()
    if not user.in_section(on=today):
        return No("督促するのは、協働の担当の係です。")
    own = [duty.post for duty in user.duties_on(today)]
    highest = Post.objects.filter(department__in={post.department_id for post in own}).order_by("rank").first()
    if highest and any(post.rank <= highest.rank for post in own):
        return YES
    return No("返還の督促状は、係の長が出します。")


def may_audit(user: User, _: object) -> Answer:
    """The auditors; and the section, which looks before they do."""
    today = timezone.localdate()
    if user.audits(on=today) or user.in_section(on=today):
        return YES
    return No("監査のページは、監査委員の事務局と協働の担当の係のためのものです。")


def may_allot(user: User, case: Allotment) -> Answer:
    """Excludes an organization from 内示 and proposes: the section, but nobody with a tie to it."""
    if not user.in_section(on=timezone.localdate()):
        return No("内示の準備と起案をするのは、協働の担当の係です。")
    return free_to_judge(user, case.organization, None)


def may_manage_schemes(user: User, _: object) -> Answer:
    if user.in_section(on=timezone.localdate()):
        return YES
    return No("制度をつくったり直したりするのは、協働の担当の係です。")
