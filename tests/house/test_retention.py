"""Whatever the rooms keep about people is disposed of one day, or stands here with the reason why it stays."""

from django.apps import apps
from django.db import models

from records.retention.kinds import HOLDINGS

ROOMS = ("accounts", "records", "staff", "organizations", "plans", "grants")
STAYS = {
    "the trail: what happened, with the names of that day; private values never reach it": {
        "records.Event", "records.Act", "records.TrailLink", "records.TrailAnchor",
    },
    "the city's own reasons for a decision, kept with the trail as 決裁の記録": {
        "records.Proposal", "records.Step", "records.Opinion", "records.Reminder", "records.Tick",
        "grants.SurchargeLine",
    },
    "accounts: closed when their people leave (records.parting), secrets are hashes": {
        "accounts.User", "accounts.Invitation", "accounts.SignInLink",
    },
    "the list of what was disposed of: its labels name nobody": {"records.Disposal", "records.DisposalItem"},
    "what was printed together when; its files go after two weeks": {"records.Posting"},
    "the city's own register, rules and wordings: no person stands in them": {
        "staff.City", "staff.Theme", "staff.LiaisonRole", "staff.PartnerKind",
        "staff.Logo", "staff.Committee", "staff.Department", "staff.Post", "staff.DecisionRule",
        "records.RetentionRule", "records.FormSetting", "records.ClosedDay", "records.SheetLayout",
        "records.LetterSetting", "records.LetterEntry", "records.SealImage", "records.Series",
        "organizations.Area", "organizations.AreaSystem", "organizations.Facility",
        "organizations.Room",
        "organizations.Equipment", "organizations.Closing", "organizations.Boundary", "organizations.BoundaryFile",
        "organizations.Kind", "organizations.Indicator", "organizations.AreaFigure", "organizations.FigureFile",
        "organizations.MeetingKind",
        "plans.BudgetCategory", "plans.ProjectPattern", "plans.ArticleTheme",
        "grants.Scheme", "grants.SchemeVersion", "grants.SchemeQuestion",
        "grants.Condition", "grants.Criterion",
        "grants.IntegratedSubsidy", "grants.BodyFigure", "grants.Appropriation", "grants.TransferClient",
        "grants.BankName", "plans.CityPlan", "plans.CityGoal", "plans.CityMeasure", "plans.CityAction",
        "plans.ActionIndicator", "plans.ActionYear", "plans.ProgressRound", "plans.ActionReport", "plans.EvidenceLink",
        "plans.PlanAppraisal", "plans.ActionAppraisal",
        "plans.Viewpoint", "plans.CommitteeSession", "plans.SessionOpinion",
    },
    "the register of bodies, in force as long as the body is": {
        "organizations.Organization", "organizations.BylawsClause", "organizations.Lineage",
        "organizations.MemberBody", "organizations.Section", "organizations.PublicNotice",
    },
    "what an area plans, adopted in public by its assembly, and what is asked: no person stands in it": {
        "plans.Issue", "plans.Goal", "plans.Measure", "plans.Survey", "plans.SurveyQuestion", "plans.SurveySlip",
    },
    "what a course tells everybody: no person stands in it": {"organizations.Course"},
    "how many came to a meeting, from which group": {"organizations.Headcount"},
    "numbers and the rule that made them": {
        "grants.CalculationSheet", "grants.AllotmentBasis", "grants.Draw", "grants.RefundReceipt", "records.LetterFile",
        "grants.Reserve", "grants.ReserveEntry", "grants.BankCheck",
    },
    "what is to be sent, in words of the portal": {"organizations.SubmitRequest",
        "grants.DueReminder", "grants.Dunning", "grants.PlannedDunning",
    },
}  # fmt: skip


def has_texts(model: type[models.Model]) -> bool:
    """Whether people write in it: a column of characters or of JSON whose values are not the portal's own choices."""
    return any(
        isinstance(column, models.CharField | models.TextField | models.JSONField) and not column.choices
        for column in model._meta.concrete_fields
    )


def test_every_text_goes_one_day_or_says_why_it_stays() -> None:
    texts = {model._meta.label for model in apps.get_models() if model._meta.app_label in ROOMS and has_texts(model)}
    erased = {label for holding in HOLDINGS.values() for label in holding.erases}
    stays = {label for labels in STAYS.values() for label in labels}
    assert texts - erased - stays == set(), "add a Holding in <app>/retention.py, or the reason why it stays, here"
    assert erased & stays == set()
    assert (erased | stays) - {model._meta.label for model in apps.get_models()} == set()


def test_every_holding_says_what_it_erases() -> None:
    assert [holding.code for holding in HOLDINGS.values() if not holding.erases] == []
