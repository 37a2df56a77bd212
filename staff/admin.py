"""The city's offices and people under 設定."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.models import User, clean_email
from records.invitations import welcome
from records.windows import LookOnlyAdmin, RegisterAdmin, RegisterInline
from staff.models import (
    Absence,
    City,
    DecisionRule,
    Department,
    Duty,
    LiaisonAssignment,
    Nomination,
    Post,
    Rollover,
    RuleStop,
    Substitute,
)


@admin.register(City)
class CityAdmin(RegisterAdmin):
    """One row, which stays."""

    list_display = ["name", "prefecture", "phone", "mayor"]
    list_select_related = ["mayor"]

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_add_permission(request) and not City.objects.exists()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Department)
class DepartmentAdmin(RegisterAdmin):
    """Where a name or a telephone changes, the old row ends and a new one begins: old letters keep the old one."""

    list_display = ["full_name", "phone", "is_section", "starts_on", "ends_on"]
    list_select_related = ["parent__parent__parent"]
    search_fields = ["name"]


@admin.register(Post)
class PostAdmin(RegisterAdmin):
    list_display = ["name", "title", "department", "rank", "reach", "runs_settings", "audits", "pays"]
    list_filter = ["reach", "runs_settings", "audits", "pays"]
    list_select_related = ["department"]
    search_fields = ["name"]


class DutyInline(RegisterInline):
    model = Duty


@admin.register(Duty)
class DutyAdmin(RegisterAdmin):
    list_display = ["post", "user", "starts_on", "ends_on"]
    list_select_related = ["post", "user"]
    search_fields = ["post__name", "user__name"]


class RuleStopInline(RegisterInline):
    model = RuleStop


@admin.register(DecisionRule)
class DecisionRuleAdmin(RegisterAdmin):
    """Edited, with a picture of each way, under 担当の設定; here a row may be mended in any year."""

    list_display = ["fiscal_year", "case_kind", "department", "name", "below"]
    list_display_links = ["name"]
    list_filter = ["fiscal_year", "case_kind"]
    list_select_related = ["department"]
    inlines = [RuleStopInline]


@admin.register(Absence)
class AbsenceAdmin(LookOnlyAdmin):
    """Registered and ended under 担当の設定, as are substitutes."""

    list_display = ["user", "starts_on", "ends_on", "reason", "registered_by"]
    list_select_related = ["user", "registered_by"]
    search_fields = ["user__name"]


@admin.register(Substitute)
class SubstituteAdmin(LookOnlyAdmin):
    list_display = ["post", "order", "deputy", "starts_on", "ends_on"]
    list_select_related = ["post", "deputy"]
    search_fields = ["post__name", "deputy__name"]


@admin.register(LiaisonAssignment)
class LiaisonAssignmentAdmin(LookOnlyAdmin):
    """Assigned and ended on the roster's own pages."""

    list_display = ["area", "role", "user", "starts_on", "ends_on"]
    list_filter = ["role"]
    list_select_related = ["area", "role", "user"]


@admin.register(Nomination)
class NominationAdmin(LookOnlyAdmin):
    list_display = ["area", "role", "user", "starts_on", "status"]
    list_filter = ["status"]
    list_select_related = ["area", "role", "user"]


@admin.register(Rollover)
class RolloverAdmin(LookOnlyAdmin):
    """Done on its own page."""

    list_display = ["fiscal_year", "status", "begun_by", "begun_at"]
    list_select_related = ["begun_by"]


class UserForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ["email", "name", "furigana", "phone", "is_active"]

    def clean_email(self) -> str:
        return clean_email(self.cleaned_data["email"])


@admin.register(User)
class UserAdmin(RegisterAdmin):
    """Nobody sets a password here: people choose their own, from an invitation or a link by mail."""

    form = UserForm
    list_display = ["name", "furigana", "email", "is_active", "last_login"]
    list_filter = ["is_active"]
    search_fields = ["name", "furigana", "email"]
    inlines = [DutyInline]
    actions = ["invite_again"]
    looks_recorded = True

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # who leaves is switched off; the name stays in the trail

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        if not change:
            call_in(form.instance, by=request.user)  # type: ignore[arg-type]
            self.message_user(request, f"{form.instance.email}に、招待のメールを送りました。")

    @admin.action(description="選んだ人に、招待のメールをもう一度送る")
    def invite_again(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """The link of an earlier mail may be lost or over; who has a password asks for a new one at sign-in."""
        waiting = [user for user in queryset.filter(is_active=True) if not user.has_usable_password()]
        for user in waiting:
            call_in(user, by=request.user)  # type: ignore[arg-type]
        if waiting:
            self.message_user(request, f"{len(waiting)}人に、招待のメールを送りました。", messages.SUCCESS)
        if others := queryset.count() - len(waiting):
            sentence = f"{others}人には送っていません。もうパスワードを決めたか、サインインを止めてあります。"
            self.message_user(request, sentence, messages.WARNING)


def call_in(user: User, *, by: User) -> None:
    """Invites somebody into the city's offices, under the post that the person holds or will hold."""
    duty = user.duties.select_related("post__department__parent__parent__parent").order_by("-starts_on").first()
    if duty:
        welcome(user, by=by, place=duty.post.department.full_name, role=duty.post.title)
    else:
        welcome(user, by=by, place=City.current().name, role="利用者")
