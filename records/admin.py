"""The paper trail under 設定: to look at. A mail that did not go out can be sent again."""

from __future__ import annotations

from django.contrib import admin, messages
from django.http import HttpRequest

from records.letters import admin as letters
from records.mail import MailQuerySet
from records.models import Attachment, Correction, Event, Finding, Mail, Proposal, Series, Step
from records.windows import LookOnlyAdmin, LookOnlyInline

__all__ = ["letters"]  # registers its own


@admin.register(Event)
class EventAdmin(LookOnlyAdmin):
    list_display = ["at", "said", "case_type", "case_id", "actor", "as_post"]
    list_filter = ["case_type"]
    search_fields = ["verb", "actor__name"]
    list_select_related = ["case_type", "actor"]
    date_hierarchy = "at"


class StepInline(LookOnlyInline):
    model = Step


@admin.register(Proposal)
class ProposalAdmin(LookOnlyAdmin):
    list_display = ["subject", "status", "drafted_by", "rule_name"]
    list_filter = ["status"]
    search_fields = ["subject"]
    list_select_related = ["drafted_by"]
    inlines = [StepInline]


@admin.register(Attachment)
class AttachmentAdmin(LookOnlyAdmin):
    """What was attached, not the files themselves: those are opened where their case is seen."""

    list_display = ["filename", "purpose", "case_type", "case_id", "size", "uploaded_by", "uploaded_at", "removed_at"]
    search_fields = ["filename"]
    list_select_related = ["case_type", "uploaded_by"]
    hidden = ("file",)


@admin.register(Mail)
class MailAdmin(LookOnlyAdmin):
    list_display = ["written_at", "to_address", "subject", "sent_at", "tries", "failure"]
    list_filter = [("sent_at", admin.EmptyFieldListFilter)]
    search_fields = ["to_address", "subject"]
    hidden = ("body",)
    actions = ["send_again"]

    @admin.action(description="選んだメールを、もう一度送る")
    def send_again(self, request: HttpRequest, queryset: MailQuerySet) -> None:
        waiting = list(queryset.waiting())
        sent = sum(mail.send() for mail in waiting)
        if sent:
            self.message_user(request, f"{sent}通を送りました。", messages.SUCCESS)
        if failed := len(waiting) - sent:
            self.message_user(
                request, f"{failed}通は、今も送れません。「送れなかった理由」を見てください。", messages.ERROR
            )
        if not waiting:
            self.message_user(request, "選んだメールは、どれももう送ってあります。", messages.WARNING)


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
