"""Grants and their schemes under 設定: to look at. A scheme is written on its own page, a grant decided on its own."""

from __future__ import annotations

from django.contrib import admin

from grants.models import (
    Allotment,
    Appropriation,
    BodyFigure,
    CalculationSheet,
    CarryOver,
    Change,
    Condition,
    Criterion,
    Draw,
    Dunning,
    Grant,
    Inspection,
    IntegratedSubsidy,
    Item,
    ItemCheck,
    ItemDisposal,
    Offset,
    PlannedDunning,
    ReGrant,
    Reserve,
    ReserveEntry,
    Revocation,
    Scheme,
    SchemeQuestion,
    SchemeVersion,
    StatusReport,
    Transfer,
    TransferClient,
)
from records.windows import LookOnlyAdmin, LookOnlyInline


class FigureInline(LookOnlyInline):
    model = BodyFigure


class SubsidyInline(LookOnlyInline):
    model = IntegratedSubsidy


class ConditionInline(LookOnlyInline):
    model = Condition


class CriterionInline(LookOnlyInline):
    model = Criterion


class AppropriationInline(LookOnlyInline):
    model = Appropriation


class QuestionInline(LookOnlyInline):
    model = SchemeQuestion


@admin.register(Scheme)
class SchemeAdmin(LookOnlyAdmin):
    list_display = ["name", "fiscal_year", "status", "appropriation", "opens_on", "deadline"]
    list_filter = ["status", "fiscal_year"]
    search_fields = ["name", "programme"]
    inlines = [AppropriationInline, SubsidyInline, FigureInline, ConditionInline, CriterionInline, QuestionInline]


@admin.register(SchemeVersion)
class SchemeVersionAdmin(LookOnlyAdmin):
    list_display = ["scheme", "number", "adopted_at", "adopted_by"]
    list_select_related = ["scheme", "adopted_by"]
    search_fields = ["scheme__name", "scheme__programme"]


@admin.register(Grant)
class GrantAdmin(LookOnlyAdmin):
    list_display = ["organization", "scheme", "status", "received_at"]
    list_filter = ["status", "scheme"]
    list_select_related = ["organization", "scheme"]
    search_fields = ["organization__name", "organization__furigana"]


class EntryInline(LookOnlyInline):
    model = ReserveEntry


@admin.register(Reserve)
class ReserveAdmin(LookOnlyAdmin):
    list_display = ["organization", "purpose", "target", "from_year", "to_year", "adopted_on"]
    list_select_related = ["organization"]
    search_fields = ["organization__name", "organization__furigana", "purpose"]
    inlines = [EntryInline]


@admin.register(CarryOver)
class CarryOverAdmin(LookOnlyAdmin):
    list_display = ["grant", "fiscal_year", "amount", "written_at"]
    list_filter = ["fiscal_year"]
    list_select_related = ["grant__organization", "grant__scheme"]


@admin.register(Offset)
class OffsetAdmin(LookOnlyAdmin):
    list_display = ["source", "kind", "amount", "balance", "recorded_at"]
    list_filter = ["kind"]
    list_select_related = ["source__organization", "source__scheme"]


@admin.register(Allotment)
class AllotmentAdmin(LookOnlyAdmin):
    list_display = ["organization", "scheme", "status", "amount", "decided_at"]
    list_filter = ["status", "scheme"]
    list_select_related = ["organization", "scheme"]
    search_fields = ["organization__name", "organization__furigana"]


@admin.register(CalculationSheet)
class CalculationSheetAdmin(LookOnlyAdmin):
    list_display = ["__str__"]


@admin.register(Revocation)
class RevocationAdmin(LookOnlyAdmin):
    list_display = ["grant", "status", "scope", "grounds", "begun_at"]
    list_filter = ["status", "grounds"]
    list_select_related = ["grant__organization", "grant__scheme"]


@admin.register(Dunning)
class DunningAdmin(LookOnlyAdmin):
    list_display = ["made_on", "organization", "name", "scheme", "due_on", "number", "amount", "made_by"]
    list_filter = ["kind", "scheme"]
    list_select_related = ["organization", "scheme", "made_by"]


@admin.register(PlannedDunning)
class PlannedDunningAdmin(LookOnlyAdmin):
    list_display = ["refund", "status", "begun_by", "decided_by"]
    list_filter = ["status"]
    list_select_related = ["refund__grant__organization", "refund__grant__scheme", "begun_by", "decided_by"]


@admin.register(Change)
class ChangeAdmin(LookOnlyAdmin):
    list_display = ["grant", "kind", "status", "received_at"]
    list_filter = ["status", "kind"]
    list_select_related = ["grant__organization", "grant__scheme"]
    search_fields = ["grant__organization__name", "grant__organization__furigana"]


@admin.register(Transfer)
class TransferAdmin(LookOnlyAdmin):
    list_display = ["__str__", "transfer_on", "count", "total", "status"]
    list_filter = ["status", "fiscal_year"]
    hidden = ("content",)


@admin.register(TransferClient)
class TransferClientAdmin(LookOnlyAdmin):
    """Written under 支払い, 振込データ."""

    list_display = ["code", "name_kana", "bank_kana", "branch_kana"]


@admin.register(StatusReport)
class StatusReportAdmin(LookOnlyAdmin):
    list_display = ["grant", "as_of", "due_on", "status", "received_at"]
    list_filter = ["status", "outlook"]
    list_select_related = ["grant__organization", "grant__scheme"]


@admin.register(Draw)
class DrawAdmin(LookOnlyAdmin):
    list_display = ["scheme", "number", "percent", "minimum", "drawn_by", "drawn_at"]
    list_select_related = ["scheme", "drawn_by"]


@admin.register(Inspection)
class InspectionAdmin(LookOnlyAdmin):
    list_display = ["grant", "status", "planned_on", "held_on", "result"]
    list_filter = ["status", "result"]
    list_select_related = ["grant__organization", "grant__scheme"]


class ItemCheckInline(LookOnlyInline):
    model = ItemCheck


@admin.register(Item)
class ItemAdmin(LookOnlyAdmin):
    list_display = ["name", "grant", "acquired_on", "price", "status"]
    list_filter = ["status"]
    list_select_related = ["grant__organization", "grant__scheme"]
    search_fields = ["name", "grant__organization__name"]
    inlines = [ItemCheckInline]


@admin.register(ItemDisposal)
class ItemDisposalAdmin(LookOnlyAdmin):
    list_display = ["item", "kind", "status", "planned_on", "payback"]
    list_filter = ["status", "kind"]
    list_select_related = ["item"]


@admin.register(ReGrant)
class ReGrantAdmin(LookOnlyAdmin):
    list_display = ["grant", "number", "group", "status", "amount", "paid", "confirmed"]
    list_filter = ["status"]
    list_select_related = ["grant__organization", "grant__scheme"]
