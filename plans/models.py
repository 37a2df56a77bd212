"""What an area wants to become (future plan) and what it does in a year (yearly plan)."""

from plans.articles.article import Article, ArticleTheme
from plans.articles.edition import ArticleEdition
from plans.articles.photos import ArticlePhoto
from plans.budget import BudgetCategory, BudgetLine, Project
from plans.cityplan.appraisal.appraisal import ActionAppraisal, PlanAppraisal
from plans.cityplan.plan import CityPlan
from plans.cityplan.progress.reports import ActionReport, EvidenceLink, IndicatorResult
from plans.cityplan.progress.rounds import ProgressRound
from plans.cityplan.rows import ActionIndicator, ActionOffice, ActionYear, CityAction, CityGoal, CityMeasure
from plans.cityplan.sessions.session import CommitteeSession, SessionOpinion
from plans.deadlines import PlanDeadline
from plans.evaluations.project import JointProject
from plans.evaluations.rows import EvaluationItem, Improvement, Party, Score, SharedIndicator, Viewpoint
from plans.future import FuturePlan
from plans.library.patterns import ProjectPattern
from plans.measures import Gathering, Goal, Issue, Measure, Opinion
from plans.network.question import NetworkQuestion
from plans.network.sharing import SharedPlan
from plans.reviews.review import PlanReview, ReviewItem
from plans.surveys.answers import SurveyAnswer, SurveyResponse
from plans.surveys.slips import SurveySlip
from plans.surveys.survey import Survey, SurveyQuestion
from plans.surveys.turns import SurveyTurn
from plans.yearly import YearlyPlan

__all__ = [
    "ActionAppraisal",
    "ActionIndicator",
    "ActionOffice",
    "ActionReport",
    "ActionYear",
    "Article",
    "ArticleEdition",
    "ArticlePhoto",
    "ArticleTheme",
    "BudgetCategory",
    "BudgetLine",
    "CityAction",
    "CityGoal",
    "CityMeasure",
    "CityPlan",
    "CommitteeSession",
    "EvaluationItem",
    "EvidenceLink",
    "FuturePlan",
    "Gathering",
    "Goal",
    "Improvement",
    "IndicatorResult",
    "Issue",
    "JointProject",
    "Measure",
    "NetworkQuestion",
    "Opinion",
    "Party",
    "PlanAppraisal",
    "PlanDeadline",
    "PlanReview",
    "ProgressRound",
    "Project",
    "ProjectPattern",
    "ReviewItem",
    "Score",
    "SessionOpinion",
    "SharedIndicator",
    "SharedPlan",
    "Survey",
    "SurveyAnswer",
    "SurveyQuestion",
    "SurveyResponse",
    "SurveySlip",
    "SurveyTurn",
    "Viewpoint",
    "YearlyPlan",
]
