"""Areas, figures and organizations under 設定. What a case decided (status, dates) is only shown."""

from __future__ import annotations

from django.contrib import admin

from organizations.models import (
    Area,
    AreaFigure,
    Bylaws,
    Derecognition,
    Dissolution,
    Indicator,
    Meeting,
    MeetingKind,
    Officer,
    Organization,
    Rechange,
    Recognition,
    Territory,
)
from organizations.sheets import AreaSheet, FigureSheet, OfficerSheet, OrganizationSheet
from records.sheets.pages import SheetAdmin
from records.windows import LookOnlyAdmin, RegisterAdmin


@admin.register(Area)
class AreaAdmin(SheetAdmin):
    sheet_class = AreaSheet
    list_display = ["code", "name", "furigana", "kind", "parent", "order"]
    list_filter = ["kind"]
    list_select_related = ["parent"]
    search_fields = ["code", "name", "furigana"]


@admin.register(Indicator)
class IndicatorAdmin(RegisterAdmin):
    list_display = ["code", "name", "unit", "order", "decimals", "adds_up", "is_listed"]
    list_filter = ["is_listed"]


@admin.register(AreaFigure)
class AreaFigureAdmin(SheetAdmin):
    sheet_class = FigureSheet
    list_display = ["area", "indicator", "as_of", "value", "source"]
    list_filter = ["indicator", "as_of"]
    list_select_related = ["area", "indicator"]
    search_fields = ["area__code", "area__name"]


@admin.register(Organization)
class OrganizationAdmin(SheetAdmin):
    sheet_class = OrganizationSheet
    list_display = ["name", "furigana", "status", "legal_form", "recognised_on"]
    list_filter = ["kind", "status", "legal_form"]
    search_fields = ["name", "furigana"]
    filter_horizontal = ["areas"]
    readonly_fields = ["status", "committee_on", "founded_on", "recognised_on", "revoked_on"]


@admin.register(Officer)
class OfficerAdmin(SheetAdmin):
    sheet_class = OfficerSheet
    looks_recorded = True
    list_display = ["organization", "kind", "name", "starts_on", "ends_on", "user"]
    list_filter = ["kind"]
    list_select_related = ["organization", "user"]
    search_fields = ["name", "furigana", "organization__name"]


@admin.register(Recognition)
class RecognitionAdmin(LookOnlyAdmin):
    list_display = ["name", "status", "receipt_number", "submitted_at", "decided_at"]
    list_filter = ["status"]
    search_fields = ["name"]


@admin.register(Derecognition)
class DerecognitionAdmin(LookOnlyAdmin):
    list_display = ["organization", "status", "grounds", "effective_on", "begun_at"]
    list_filter = ["status", "grounds"]
    list_select_related = ["organization"]


@admin.register(Rechange)
class RechangeAdmin(LookOnlyAdmin):
    list_display = ["organization", "status", "receipt_number", "submitted_at", "effective_on", "decided_at"]
    list_filter = ["status"]
    list_select_related = ["organization"]


@admin.register(Territory)
class TerritoryAdmin(LookOnlyAdmin):
    list_display = ["organization", "area", "starts_on", "ends_on"]
    list_select_related = ["organization", "area"]


@admin.register(Bylaws)
class BylawsAdmin(LookOnlyAdmin):
    list_display = ["organization", "version", "resolved_on"]
    list_select_related = ["organization"]


@admin.register(Dissolution)
class DissolutionAdmin(LookOnlyAdmin):
    list_display = ["organization", "status", "dissolved_on", "grant_left", "reserve_left", "returned"]
    list_filter = ["status"]
    list_select_related = ["organization"]


@admin.register(MeetingKind)
class MeetingKindAdmin(RegisterAdmin):
    list_display = ["name", "host", "is_open", "has_notes", "announce_days", "quorum_of", "is_used", "order"]
    list_filter = ["host", "is_used"]


@admin.register(Meeting)
class MeetingAdmin(LookOnlyAdmin):
    list_display = ["kind", "number", "organization", "area", "starts_at", "status"]
    list_filter = ["kind", "status"]
    list_select_related = ["kind", "organization", "area"]
    hidden = ("room_code",)
