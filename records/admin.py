"""The paper trail under 設定: to look at."""

from __future__ import annotations

from django.contrib import admin

from records.letters import admin as letters
from records.models import Act, Attachment, Correction, Event, Finding, Item, Mail, Opinion, Proposal, Series, Step
from records.retention import admin as retention
from records.windows import LookOnlyAdmin, LookOnlyInline, RegisterAdmin
from records.workdays import ClosedDay

__all__ = ["letters", "retention"]  # registers its own


@admin.register(Event)
class EventAdmin(LookOnlyAdmin):
    list_display = ["at", "said", "case_type", "case_id", "actor", "as_post"]
    list_filter = ["case_type"]
    search_fields = ["verb", "actor__name"]
    list_select_related = ["case_type", "actor"]
    date_hierarchy = "at"


class ItemInline(LookOnlyInline):
    model = Item


class StepInline(LookOnlyInline):
    model = Step


class ActInline(LookOnlyInline):
    model = Act


class OpinionInline(LookOnlyInline):
    model = Opinion


@admin.register(Proposal)
class ProposalAdmin(LookOnlyAdmin):
    list_display = ["subject", "status", "drafted_by", "rule_name"]
    list_filter = ["status"]
    search_fields = ["subject"]
    list_select_related = ["drafted_by"]
    inlines = [ItemInline, StepInline, ActInline, OpinionInline]


@admin.register(Attachment)
class AttachmentAdmin(LookOnlyAdmin):
    """What was attached, not the files themselves: those are opened where their case is seen."""

    list_display = ["filename", "purpose", "case_type", "case_id", "size", "uploaded_by", "uploaded_at", "removed_at"]
    search_fields = ["filename"]
    list_select_related = ["case_type", "uploaded_by"]
    hidden = ("file",)


@admin.register(Mail)
class MailAdmin(LookOnlyAdmin):
    """The outbox; what did not go out is sent again on the page 裏の作業."""

    list_display = ["written_at", "to_address", "subject", "sent_at", "tries", "failure"]
    list_filter = [("sent_at", admin.EmptyFieldListFilter)]
    search_fields = ["to_address", "subject"]
    hidden = ("body",)


@admin.register(ClosedDay)
class ClosedDayAdmin(RegisterAdmin):
    """Holidays by law are known; here stand the city's own."""

    list_display = ["month", "day", "year", "name"]
    list_display_links = ["month", "day", "name"]


@admin.register(Correction)
class CorrectionAdmin(LookOnlyAdmin):
    list_display = ["__str__", "case_type", "case_id"]
    list_select_related = ["case_type"]


@admin.register(Finding)
class FindingAdmin(LookOnlyAdmin):
    list_display = ["__str__", "case_type", "case_id"]
    list_select_related = ["case_type"]


@admin.register(Series)
class SeriesAdmin(LookOnlyAdmin):
    list_display = ["__str__"]
