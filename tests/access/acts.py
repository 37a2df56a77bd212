"""Who may do what with which case in which state: every verb of every case, asked of the code's own rules."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps

import grants.equipment.rules
import grants.inspections.rules
import grants.regrants.rules
import grants.rules
import grants.status_reports.rules
import organizations.facilities.rules
import organizations.meetings.rules
import organizations.places.rules
import organizations.rules
import plans.cityplan.progress.rules
import plans.cityplan.rules
import plans.evaluations.rules
import plans.reviews.rules
import plans.rules
import records.letters.rules
import records.retention.rules
import staff.inquiries.rules
import staff.reports.rules
import staff.rules
from accounts.models import User
from grants.models import (
    Allotment,
    Change,
    Grant,
    Inspection,
    Item,
    ItemDisposal,
    Payment,
    PlannedDunning,
    Refund,
    ReGrant,
    Report,
    Revocation,
    Scheme,
    StatusReport,
    Transfer,
)
from organizations.models import (
    Booking,
    BoundaryFile,
    Derecognition,
    Dissolution,
    Guidance,
    Hearing,
    Intake,
    Meeting,
    Organization,
    Rechange,
    Recognition,
)
from plans.models import (
    ActionReport,
    CityPlan,
    CommitteeSession,
    FuturePlan,
    JointProject,
    PlanAppraisal,
    PlanReview,
    ProgressRound,
    YearlyPlan,
)
from records.approvals import Proposal
from records.cases import Case
from records.letters.correcting import LetterCorrection
from records.letters.register import PaperNumber
from records.letters.setting import LetterSetting
from records.retention.lists import Disposal
from staff.models import Inquiry, LiaisonReport, Nomination, Rollover
from tests.access import neighbours, writings
from tests.access.act import Acts

APPROVAL = "決裁の道すじの職が決めると、起こる"
PROPOSAL = "その段階の職についている人(起案した人をのぞく)"


def of_body(rule: Callable[[User, Any], Any]) -> Callable[[User, Any], Any]:
    """The rule, asked of the case's organization as the pages ask it."""
    return lambda user, case: rule(user, case.organization)


ORGANIZATION = Acts(
    Organization,
    {"": "north"},
    {
        **dict.fromkeys(("prepare", "plan", "found", "begin_work", "report_change"), organizations.rules.may_edit),
        "recognise": "認可の決裁が終わると、起こる",
        "rechange": "認可事項の変更の決裁が終わると、起こる",
        "revoke": "認可の取消しの決裁が終わると、起こる",
        **dict.fromkeys(("suspend", "resume", "resume_work"), organizations.rules.may_report_end),
        "dissolve": "解散届を受理すると、起こる",
    },
)
GUIDANCE = Acts(
    Guidance,
    {"prepared": "guidance_written", "": "guidance"},
    {
        "answer": of_body(organizations.rules.may_apply),
        **dict.fromkeys(("revise", "propose", "drop", "ask_again", "close"), of_body(organizations.rules.may_guide)),
        **dict.fromkeys(("reopen", "send"), APPROVAL),
    },
)
DISSOLUTION = Acts(
    Dissolution,
    {"draft": "dissolution_draft", "": "dissolution_sent"},
    {
        **dict.fromkeys(("report", "drop"), of_body(organizations.rules.may_apply)),
        **dict.fromkeys(("give_back", "propose", "close"), of_body(organizations.rules.may_guide)),
        **dict.fromkeys(("reopen", "accept"), APPROVAL),
    },
)
RECOGNITION = Acts(
    Recognition,
    {"draft": "recognition_draft", "": "recognition_sent"},
    {
        "submit": organizations.rules.may_write_application,
        **dict.fromkeys(("review", "ask_correction", "propose"), organizations.rules.may_review),
        **dict.fromkeys(("reopen", "recognise", "refuse"), APPROVAL),
        "lapse": "認可の取消しの決裁が終わると、起こる",
    },
)
RECHANGE = Acts(
    Rechange,
    {"draft": "rechange_draft", "": "rechange_sent"},
    {
        **dict.fromkeys(("submit", "withdraw"), organizations.rules.may_write_application),
        **dict.fromkeys(("review", "ask_correction", "propose"), organizations.rules.may_review),
        **dict.fromkeys(("reopen", "approve", "refuse"), APPROVAL),
    },
)
DERECOGNITION = Acts(
    Derecognition,
    {"": "derecognition"},
    {
        **dict.fromkeys(("revise", "propose", "drop"), organizations.rules.may_derecognise),
        **dict.fromkeys(("reopen", "revoke"), APPROVAL),
    },
)
FUTURE = Acts(
    FuturePlan,
    {"draft": "future_draft", "": "future_adopted", "in_review": "future_review"},
    {
        **dict.fromkeys(("write", "ask_opinion", "take_back", "adopt"), plans.rules.may_write_plan),
        "give_opinion": plans.rules.may_give_opinion,
        "acknowledge": plans.rules.may_take_plan,
        "supersede": "次の版が総会で決まると、起こる",
    },
)
PLAN_REVIEW = Acts(
    PlanReview,
    {"": "review"},
    dict.fromkeys(("write", "close", "drop"), plans.reviews.rules.may_write_review),
)
PLAN_APPRAISAL = Acts(
    PlanAppraisal,
    {"open": "appraisal", "": "appraisal_heard"},
    {
        "write": "取組の担当課の人が、その取組の自己評価を書く",
        **dict.fromkeys(("lay_before", "hear", "reopen", "publish"), plans.cityplan.rules.may_keep_plan),
    },
)
YEARLY = Acts(
    YearlyPlan,
    {"draft": "yearly_draft", "": "yearly_sent"},
    {
        "submit": plans.rules.may_write_plan,
        "supersede": plans.rules.may_write_plan,
        "offer": "変更の申請といっしょに、出る",
        "give_back": "変更の申請が戻ると、戻る",
        "enter": "変更が認められると、起こる",
        **dict.fromkeys(("reopen", "accept"), plans.rules.may_judge_plan),
    },
)
CITY_PLAN = Acts(
    CityPlan,
    {"": "city_plan", "draft": "city_plan_draft"},
    {
        "write": plans.cityplan.rules.may_keep_plan,
        "confirm": plans.cityplan.rules.may_check_plan,
        **dict.fromkeys(("reopen", "propose", "publish"), plans.cityplan.rules.may_keep_plan),
        "adopt": APPROVAL,
        "supersede": "次の版の決裁が終わると、起こる",
    },
)
PROGRESS = Acts(
    ProgressRound,
    {"": "progress"},
    dict.fromkeys(("compile", "reopen", "publish"), plans.cityplan.rules.may_keep_plan),
)
PROGRESS_REPORT = Acts(
    ActionReport,
    {"": "progress_report", "submitted": "progress_sent"},
    {
        **dict.fromkeys(("write", "submit"), plans.cityplan.progress.rules.may_write_report),
        **dict.fromkeys(("approve", "send_back"), plans.cityplan.progress.rules.may_approve_report),
        "reopen": plans.cityplan.rules.may_keep_plan,
    },
)
SESSION = Acts(
    CommitteeSession,
    {"": "session"},
    dict.fromkeys(("write", "hold", "publish"), plans.cityplan.rules.may_keep_plan),
)
JOINT = Acts(
    JointProject,
    {"": "joint", "evaluating": "joint_open", "discussing": "joint_talk", "reviewing": "joint_talk"},
    {
        **dict.fromkeys(("write", "agree", "compare", "settle"), plans.evaluations.rules.may_take_part),
        **dict.fromkeys(("open", "conclude", "publish", "drop"), plans.evaluations.rules.may_steer),
    },
)
SCHEME = Acts(
    Scheme,
    {"draft": "scheme_draft", "proposed": "scheme_draft", "": "scheme"},
    {
        **dict.fromkeys(("revise", "propose", "reopen"), grants.rules.may_manage_schemes),
        **dict.fromkeys(("give_back", "adopt"), APPROVAL),
    },
)
GRANT = Acts(
    Grant,
    {"draft": "grant_draft", "": "grant_sent"},
    {
        **dict.fromkeys(("submit", "withdraw", "give_up"), grants.rules.may_write),
        **dict.fromkeys(("ask_correction", "review", "propose"), grants.rules.may_examine),
        **dict.fromkeys(("reopen", "grant", "refuse"), APPROVAL),
        **dict.fromkeys(("change", "suspend", "abolish"), "変更の決裁が終わるか、届出を承知すると、起こる"),
        "revoke": "取消しの決裁が終わると、起こる",
        "confirm": "実績報告の額の確定の決裁が終わると、起こる",
        "settle": "支払った額と使える額が同じになると、起こる",
        "unsettle": "精算の後に一部が取り消されて、返すお金ができると、起こる",
    },
)
CHANGE = Acts(
    Change,
    {"draft": "change_draft", "": "change_sent"},
    {
        **dict.fromkeys(("submit", "withdraw"), grants.rules.may_write_change),
        **dict.fromkeys(("ask_correction", "note", "propose"), grants.rules.may_judge_change),
        **dict.fromkeys(("reopen", "approve", "refuse"), APPROVAL),
    },
)
ALLOTMENT = Acts(
    Allotment,
    {"excluded": "allotment_excluded", "allotted": "allotment_told", "": "allotment_prepared"},
    {
        **dict.fromkeys(("exclude", "include", "propose"), grants.rules.may_allot),
        **dict.fromkeys(("reopen", "allot"), APPROVAL),
    },
)
REVOCATION = Acts(
    Revocation,
    {"": "revocation"},
    {
        **dict.fromkeys(("revise", "propose", "drop"), grants.rules.may_revoke),
        **dict.fromkeys(("reopen", "revoke"), APPROVAL),
    },
)
PAYMENT = Acts(
    Payment,
    {"draft": "payment_draft", "": "payment_sent"},
    {
        **dict.fromkeys(("submit", "drop"), grants.rules.may_write),
        **dict.fromkeys(("send_back", "pay"), grants.rules.may_pay),
    },
)
REPORT = Acts(
    Report,
    {"draft": "report_draft", "": "report_sent"},
    {
        "submit": grants.rules.may_write,
        **dict.fromkeys(("ask_correction", "review", "propose"), grants.rules.may_examine_report),
        **dict.fromkeys(("reopen", "confirm"), APPROVAL),
    },
)
STATUS = Acts(
    StatusReport,
    {"draft": "status_draft", "": "status_sent"},
    {
        "submit": grants.rules.may_write,
        **dict.fromkeys(("send_back", "accept"), grants.status_reports.rules.may_judge_status),
    },
)
INSPECTION = Acts(
    Inspection,
    {"chosen": "inspection_chosen", "": "inspection_planned"},
    {
        **dict.fromkeys(("plan", "mend", "release"), grants.inspections.rules.may_plan),
        **dict.fromkeys(("finish", "ask_to_mend"), grants.inspections.rules.may_conclude),
    },
)
ITEM = Acts(
    Item,
    {"": "item"},
    {
        **dict.fromkeys(("revise", "look"), grants.equipment.rules.may_keep),
        "dispose": "処分が承認されるか、届出が承知されると、起こる",
    },
)
DISPOSED = Acts(
    ItemDisposal,
    {"draft": "disposal_draft", "": "disposal_sent"},
    {
        **dict.fromkeys(("submit", "withdraw"), grants.rules.may_write),
        **dict.fromkeys(("send_back", "note", "propose"), grants.equipment.rules.may_judge_disposal),
        **dict.fromkeys(("reopen", "approve", "refuse"), APPROVAL),
        "pay_back": grants.rules.may_pay,
    },
)
REGRANT = Acts(
    ReGrant,
    {"draft": "regrant_draft", "": "regrant_applied"},
    {
        **dict.fromkeys(
            ("submit", "withdraw", "pay", "report", "settle", "collect"), grants.regrants.rules.may_keep_regrant
        ),
        **dict.fromkeys(("ask_correction", "grant", "refuse", "confirm"), grants.regrants.rules.may_judge_regrant),
    },
)
REFUND = Acts(
    Refund,
    {"ordered": "refund_ordered", "closed": "refund_ordered", "": "refund_prepared"},
    {
        **dict.fromkeys(("revise", "propose", "drop"), grants.rules.may_examine_refund),
        **dict.fromkeys(("reopen", "order"), APPROVAL),
        "collect": grants.rules.may_book,
        "close": "全額が返ると、起こる",
    },
)
PLANNED_DUNNING = Acts(PlannedDunning, {"": "planned_dunning"}, dict.fromkeys(PlannedDunning.MOVES, APPROVAL))
TRANSFER = Acts(
    Transfer,
    {"": "transfer"},
    {
        **dict.fromkeys(("pay", "strike", "cancel"), grants.rules.may_make_transfers),
        "close": "全部の支払いが記録されると、起こる",
    },
)
INTAKE = Acts(
    Intake,
    {"": "intake"},
    {
        **dict.fromkeys(("send", "drop"), organizations.rules.may_finish_intake),
        **dict.fromkeys(("confirm", "object"), organizations.rules.may_answer_intake),
        "settle": organizations.rules.may_settle_intake,
    },
)
HEARING = Acts(
    Hearing,
    {"": "hearing"},
    {"answer": organizations.rules.may_answer_hearing, "withdraw": organizations.rules.may_ask_committee},
)
MEETING = Acts(
    Meeting,
    {"planned": "meeting_planned", "drafted": "meeting_drafted", "": "meeting"},
    {
        **dict.fromkeys(
            ("announce", "postpone", "cancel", "hold", "ask_check", "publish"), organizations.meetings.rules.may_keep
        ),
        **dict.fromkeys(("send_back", "check_minutes"), organizations.meetings.rules.may_check_minutes),
    },
)
APPROVALS = Acts(
    Proposal,
    {"": "proposal"},
    {
        **dict.fromkeys(("decide", "send_back"), PROPOSAL),
        "pull_back": "起案した人(まだだれも承認していないうち)",
        "withdraw": "起案した人",
    },
)
NOMINATION = Acts(
    Nomination,
    {"": "nomination"},
    {
        **dict.fromkeys(("propose", "drop"), staff.rules.may_assign_liaison),
        **dict.fromkeys(("appoint", "give_back"), APPROVAL),
    },
)
ROLLOVER = Acts(Rollover, {"": "rollover"}, dict.fromkeys(Rollover.MOVES, staff.rules.may_roll_over))
LETTER = Acts(LetterCorrection, {"": "letter_correction"}, dict.fromkeys(LetterCorrection.MOVES, APPROVAL))
WORDING = Acts(
    LetterSetting,
    {"": "wording"},
    {
        **dict.fromkeys(("rewrite", "drop"), records.letters.rules.may_write_wording),
        "adopt": records.letters.rules.may_adopt_wording,
    },
)
NUMBER = Acts(PaperNumber, {"": "number"}, dict.fromkeys(PaperNumber.MOVES, records.letters.rules.may_keep_register))
DISPOSAL = Acts(Disposal, {"": "disposal"}, dict.fromkeys(Disposal.MOVES, records.retention.rules.may_approve))
BOUNDARIES = Acts(
    BoundaryFile,
    {"": "boundary_file"},
    dict.fromkeys(BoundaryFile.MOVES, organizations.places.rules.may_keep_areas),
)
LIAISON_REPORT = Acts(
    LiaisonReport,
    {"draft": "visit_draft", "": "visit_sent"},
    {
        **dict.fromkeys(("write", "submit", "drop"), staff.reports.rules.may_edit),
        "read": staff.reports.rules.may_confirm,
    },
)
INQUIRY = Acts(
    Inquiry,
    {"": "inquiry"},
    {
        **dict.fromkeys(("route", "reopen", "close"), staff.inquiries.rules.may_sort),
        **dict.fromkeys(("answer", "give_back"), staff.inquiries.rules.may_answer),
        "tell": staff.inquiries.rules.may_tell,
        **dict.fromkeys(("publish", "withdraw"), staff.inquiries.rules.may_publish),
    },
)
BOOKING = Acts(
    Booking,
    {"": "booking"},
    {
        "confirm": organizations.facilities.rules.may_answer_booking,
        "refuse": organizations.facilities.rules.may_answer_booking,
        "cancel": organizations.facilities.rules.may_cancel_booking,
    },
)
MONEY = (
    SCHEME,
    ALLOTMENT,
    GRANT,
    CHANGE,
    REVOCATION,
    PAYMENT,
    TRANSFER,
    STATUS,
    REPORT,
    INSPECTION,
    REGRANT,
    REFUND,
    PLANNED_DUNNING,
    ITEM,
    DISPOSED,
)
ALL = (
    ORGANIZATION,
    GUIDANCE,
    DISSOLUTION,
    RECOGNITION,
    RECHANGE,
    DERECOGNITION,
    FUTURE,
    PLAN_REVIEW,
    PLAN_APPRAISAL,
    YEARLY,
    CITY_PLAN,
    PROGRESS,
    PROGRESS_REPORT,
    SESSION,
    JOINT,
    *MONEY,
    HEARING,
    MEETING,
    INTAKE,
    NOMINATION,
    ROLLOVER,
    INQUIRY,
    *neighbours.ALL,
    *writings.ALL,
    LIAISON_REPORT,
    LETTER,
    WORDING,
    APPROVALS,
    NUMBER,
    DISPOSAL,
    BOUNDARIES,
    BOOKING,
)


def cases() -> set[type[Case]]:
    """Every kind of case that the portal has."""
    return {model for model in apps.get_models() if issubclass(model, Case) and model.MOVES}
