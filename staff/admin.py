"""The city's offices and people under 設定."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from accounts.models import User, clean_email
from records.windows import LookOnlyAdmin, RegisterAdmin, RegisterInline
from staff.models import City, DecisionRule, Department, Duty, LiaisonAssignment, Post, RuleStop


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
    list_display = ["name", "title", "department", "rank", "reach"]
    list_filter = ["reach"]
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
    list_display = ["name", "case_kind", "below", "starts_on", "ends_on"]
    list_filter = ["case_kind"]
    inlines = [RuleStopInline]


@admin.register(LiaisonAssignment)
class LiaisonAssignmentAdmin(LookOnlyAdmin):
    """Assigned and ended on the roster's own pages."""

    list_display = ["area", "role", "user", "starts_on", "ends_on"]
    list_filter = ["role"]
    list_select_related = ["area", "user"]


class UserForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = User
        fields = ["email", "name", "furigana", "phone", "is_active", "is_staff"]

    def clean_email(self) -> str:
        return clean_email(self.cleaned_data["email"])


@admin.register(User)
class UserAdmin(RegisterAdmin):
    """Nobody sets a password here: people choose their own, from an invitation or a link by mail."""

    form = UserForm
    list_display = ["name", "furigana", "email", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff"]
    search_fields = ["name", "furigana", "email"]
    inlines = [DutyInline]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False  # who leaves is switched off; the name stays in the trail

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
