"""What an area wants to become (future plan) and what it does in a year (yearly plan)."""

from plans.budget import BudgetCategory, BudgetLine, Project
from plans.deadlines import PlanDeadline
from plans.future import FuturePlan
from plans.library.patterns import ProjectPattern
from plans.measures import Gathering, Goal, Issue, Measure, Opinion
from plans.surveys.answers import SurveyAnswer, SurveyResponse
from plans.surveys.survey import Survey, SurveyQuestion
from plans.yearly import YearlyPlan

__all__ = [
    "BudgetCategory",
    "BudgetLine",
    "FuturePlan",
    "Gathering",
    "Goal",
    "Issue",
    "Measure",
    "Opinion",
    "PlanDeadline",
    "Project",
    "ProjectPattern",
    "Survey",
    "SurveyAnswer",
    "SurveyQuestion",
    "SurveyResponse",
    "YearlyPlan",
]
