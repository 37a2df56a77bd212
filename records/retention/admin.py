"""保存年限 under 設定: the city changes the period of a kind; kinds come and go with the program."""

from __future__ import annotations

from django.contrib import admin
from django.db import models
from django.http import HttpRequest

from records.retention.rule import RetentionRule
from records.windows import RegisterAdmin


@admin.register(RetentionRule)
class RetentionRuleAdmin(RegisterAdmin):
    list_display = ["__str__", "years"]
    fields = ["years"]

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False
