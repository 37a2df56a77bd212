"""設定: Django's admin as a window into the register, behind the portal's own sign-in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.contrib.admin import AdminSite, ModelAdmin
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from records.sheets.pages import SheetAdmin

ROOMS = {"accounts", "records", "staff", "organizations", "plans", "grants"}


class SettingsSite(AdminSite):
    site_header = "協働ポータル 設定"
    site_title = "協働ポータル 設定"
    index_title = "設定"

    def register(
        self,
        model_or_iterable: type[Model] | Iterable[type[Model]],
        admin_class: type[ModelAdmin[Any]] | None = None,
        **options: Any,
    ) -> None:
        """Only the portal's own rooms: packages would bring pages past its verbs (groups, e-mail addresses)."""
        models = [model_or_iterable] if isinstance(model_or_iterable, type) else model_or_iterable
        own = [model for model in models if apps.get_app_config(model._meta.app_label).name in ROOMS]
        super().register(own, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        """Whoever holds a post that keeps the register, on the day: the right ends with the duty."""
        user = request.user
        return user.is_authenticated and user.is_active and user.runs_settings(on=timezone.localdate())

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """The first page also names the tables that go in and out as spreadsheets."""
        sheets = [shown for shown in self._registry.values() if isinstance(shown, SheetAdmin)]
        return super().index(request, {"sheets": sheets, **(extra_context or {})})

    @method_decorator(never_cache)
    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if request.user.is_authenticated:
            raise PermissionDenied("「設定」を開けるのは、設定を受け持つ職員だけです。")
        return redirect_to_login(request.GET.get("next", "/"))

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")
