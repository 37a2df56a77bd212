"""Plans under 設定: the items of the budget and the deadlines are the city's to edit, the plans are only shown."""

from __future__ import annotations

from django.contrib import admin

from plans.models import (
    ArticleEdition,
    ArticleTheme,
    BudgetCategory,
    BudgetLine,
    CityAction,
    CityPlan,
    FuturePlan,
    JointProject,
    Measure,
    PlanDeadline,
    Project,
    ProjectPattern,
    YearlyPlan,
)
from records.windows import LookOnlyAdmin, LookOnlyInline, RegisterAdmin


@admin.register(BudgetCategory)
class BudgetCategoryAdmin(RegisterAdmin):
    list_display = ["name", "kind", "order", "is_grant", "is_brought", "in_use"]
    list_filter = ["kind", "in_use"]


@admin.register(ProjectPattern)
class ProjectPatternAdmin(RegisterAdmin):
    list_display = ["name", "field", "cost", "origin", "in_use"]
    list_filter = ["field", "in_use"]
    search_fields = ["name", "content"]


@admin.register(ArticleTheme)
class ArticleThemeAdmin(RegisterAdmin):
    list_display = ["name", "kind", "order", "in_use"]
    list_filter = ["kind", "in_use"]


@admin.register(ArticleEdition)
class ArticleEditionAdmin(LookOnlyAdmin):
    list_display = ["title", "article", "version", "status", "written_by", "published_at"]
    list_filter = ["status", "article__kind"]
    list_select_related = ["article", "written_by"]
    search_fields = ["title"]


@admin.register(PlanDeadline)
class PlanDeadlineAdmin(RegisterAdmin):
    list_display = ["fiscal_year", "due_on"]


class MeasureInline(LookOnlyInline):
    model = Measure


@admin.register(FuturePlan)
class FuturePlanAdmin(LookOnlyAdmin):
    list_display = ["title", "organization", "version", "status", "resolved_on"]
    list_filter = ["status"]
    list_select_related = ["organization"]
    search_fields = ["title", "organization__name"]
    inlines = [MeasureInline]


class ProjectInline(LookOnlyInline):
    model = Project


class BudgetLineInline(LookOnlyInline):
    model = BudgetLine


@admin.register(YearlyPlan)
class YearlyPlanAdmin(LookOnlyAdmin):
    list_display = ["organization", "fiscal_year", "version", "status", "resolved_on", "submitted_at"]
    list_filter = ["status", "fiscal_year"]
    list_select_related = ["organization"]
    search_fields = ["organization__name", "organization__furigana"]
    inlines = [ProjectInline, BudgetLineInline]


class CityActionInline(LookOnlyInline):
    model = CityAction


@admin.register(CityPlan)
class CityPlanAdmin(LookOnlyAdmin):
    list_display = ["title", "version", "from_year", "to_year", "status", "adopted_on", "published_on"]
    list_filter = ["status"]
    inlines = [CityActionInline]


@admin.register(JointProject)
class JointProjectAdmin(LookOnlyAdmin):
    """Without the sheets: they are their sides' own until all have sent theirs."""

    list_display = ["title", "fiscal_year", "organization", "department", "status"]
    list_filter = ["status", "fiscal_year"]
    list_select_related = ["organization", "department"]
    search_fields = ["title", "organization__name"]
