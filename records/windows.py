"""How the rooms show themselves under 設定: to look at, or to edit with an event for every write."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from records.era import NotADate, era_date, parse_date
from records.events import Event, record


class TypedDate(forms.DateField):
    """A date in one box, by era or western; the calendar of the admin stands beside it."""

    widget = AdminDateWidget

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date) or not value:
            return value or None
        try:
            return parse_date(str(value))
        except NotADate as problem:
            raise ValidationError(str(problem), code="invalid") from problem


class Shown:
    """Whoever may open the settings sees all of them; what can be changed is said by the class, not by permissions."""

    admin_site: admin.AdminSite

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.admin_site.has_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class Editable(Shown):
    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.admin_site.has_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return self.admin_site.has_permission(request)


class WindowAdmin(Shown, admin.ModelAdmin):  # type: ignore[type-arg]
    """The history of a row is that of its events; the admin's own log is not kept beside it."""

    list_per_page = 50
    looks_recorded = False
    show_full_result_count = False

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Iterable[Any], add: bool = False
    ) -> Any:
        return [*changes_of(form), *(change for formset in formsets for change in changes_of_rows(formset))]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        response = super().changelist_view(request, extra_context)
        return self.looked(request, response, request.GET.get("q", ""))

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        response = super().changeform_view(request, object_id, form_url, extra_context)
        return self.looked(request, response, object_id or "")

    def looked(self, request: HttpRequest, response: HttpResponse, what: str) -> HttpResponse:
        """Where the rows are people with their addresses, that somebody looked goes on record."""
        if self.looks_recorded and request.method == "GET" and response.status_code == 200:
            comment = f"{self.opts.verbose_name} {what}".strip()
            record(request.user, "register.look", by=request.user, comment=comment)  # type: ignore[arg-type]
        return response

    def log_addition(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        return record(obj, "register.add", by=request.user, changes=message)  # type: ignore[arg-type]

    def log_change(self, request: HttpRequest, obj: Model, message: Any) -> Any:
        return message and record(obj, "register.change", by=request.user, changes=message)  # type: ignore[arg-type]

    def log_deletions(self, request: HttpRequest, queryset: QuerySet[Any] | Iterable[Model]) -> Any:
        for row in queryset:
            record(row, "register.remove", by=request.user, comment=str(row))  # type: ignore[arg-type]

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        if row is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)  # type: ignore[attr-defined, no-any-return]
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        page = {
            **self.admin_site.each_context(request),
            "title": f"{row}の記録",
            "object": row,
            "opts": self.opts,
            "module_name": self.opts.verbose_name_plural,
            "events": Event.objects.about(row),
        }
        return TemplateResponse(request, "admin/object_history.html", page)


class LookOnlyAdmin(WindowAdmin):
    """Cases and the paper trail: every column, none of them a field."""

    hidden: tuple[str, ...] = ()

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        if obj is None or self.fields:
            return super().get_fields(request, obj)
        columns = [column.name for column in (*self.opts.concrete_fields, *self.opts.many_to_many)]
        return [name for name in columns if name not in (*self.hidden, self.opts.pk.name)]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return self.readonly_fields if obj is None else self.get_fields(request, obj)


DATES: dict[type[models.Field[Any, Any]], dict[str, Any]] = {models.DateField: {"form_class": TypedDate}}


class RegisterAdmin(Editable, WindowAdmin):
    """Register data: editable, and every write leaves an event with what stood there before."""

    formfield_overrides = DATES

    def save_model(self, request: HttpRequest, obj: Model, form: Any, change: bool) -> None:
        """A form that was sent back as it came writes nothing, as it tells nothing."""
        if form.has_changed() or not change:
            super().save_model(request, obj, form, change)


class RegisterInline(Editable, admin.TabularInline):  # type: ignore[type-arg]
    formfield_overrides = DATES
    extra = 0


class LookOnlyInline(Shown, admin.TabularInline):  # type: ignore[type-arg]
    extra = 0
    can_delete = False

    def get_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return [column.name for column in self.opts.concrete_fields if column.name != self.opts.pk.name]

    def get_readonly_fields(self, request: HttpRequest, obj: Model | None = None) -> Any:
        return self.get_fields(request, obj)


def changes_of(form: forms.BaseForm, row: str = "") -> Iterator[dict[str, str]]:
    """What a form changed, as the history tells it: label, before, after."""
    for name in form.changed_data:
        field = form.fields[name]
        before, after = form.initial.get(name, field.initial), form.cleaned_data.get(name)
        yield {"label": f"{row}{field.label}", "before": as_read(field, before), "after": as_read(field, after)}


def changes_of_rows(formset: Any) -> Iterator[dict[str, str]]:
    for form in formset.forms:
        row = str(form.instance)
        if form in formset.deleted_forms:
            yield {"label": str(formset.model._meta.verbose_name), "before": row, "after": ""}
        elif form.has_changed():
            yield from changes_of(form, f"{row} ")


def as_read(field: forms.Field, value: Any) -> str:
    """A field's value in the words of the page."""
    if value is None or value == "":
        return ""
    if isinstance(field, forms.ModelMultipleChoiceField):
        return "、".join(str(row) for row in value)
    if isinstance(field, forms.ModelChoiceField):
        return str(field.to_python(value))
    if isinstance(field, forms.ChoiceField):
        return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]  # no groups, no callables here
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    return era_date(value) if isinstance(value, date) else str(value)
