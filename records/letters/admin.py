"""The window on letters: what was issued and its wording are only shown; seals are registered here."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest

from records.attachments import opens_as_image
from records.letters.kinds import kind_name
from records.letters.letter import Letter
from records.letters.setting import LetterEntry, LetterSetting, SealImage
from records.windows import LookOnlyAdmin, LookOnlyInline


class EntryInline(LookOnlyInline):
    model = LetterEntry


@admin.register(LetterSetting)
class LetterSettingAdmin(LookOnlyAdmin):
    """Wordings are written and adopted on their own pages (``records.letters.wordings``)."""

    inlines = [EntryInline]
    list_display = ["named", "programme", "starts_on", "status", "symbol", "form_number", "layout", "seal_mode"]
    list_filter = ["status", "starts_on", "layout", "seal_mode"]

    @admin.display(description="通知書", ordering="kind")
    def named(self, setting: LetterSetting) -> str:
        return kind_name(setting.kind)

    def view_on_site(self, setting: LetterSetting) -> str:
        return setting.get_absolute_url()


class SealForm(forms.ModelForm):  # type: ignore[type-arg]
    picture = forms.FileField(label="印影の画像", help_text="PNGかJPEG。公印だけを、まっすぐ切り取ったもの。")

    class Meta:
        model = SealImage
        fields = ["name", "registered_on"]

    def clean_picture(self) -> Any:
        picture = self.cleaned_data["picture"]
        if not any(opens_as_image(picture, kind) for kind in ("PNG", "JPEG")):
            raise ValidationError("画像を開けませんでした。PNGかJPEGにして、もう一度選んでください。")
        picture.seek(0)
        return picture


@admin.register(SealImage)
class SealImageAdmin(LookOnlyAdmin):
    form = SealForm
    list_display = ["name", "registered_on", "sha256"]

    def has_add_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self.admin_site.has_permission(request)

    def save_model(self, request: HttpRequest, obj: SealImage, form: Any, change: bool) -> None:
        made = SealImage.register(form.cleaned_data["picture"], name=obj.name, on=obj.registered_on)
        obj.pk, obj.sha256 = made.pk, made.sha256


@admin.register(Letter)
class LetterAdmin(LookOnlyAdmin):
    list_display = ["document_number", "fiscal_year", "issued_on", "addressee", "subject", "issued_by"]
    list_select_related = ["issued_by"]
    search_fields = ["addressee", "subject", "number"]
    list_filter = ["fiscal_year", "kind"]
    fields = [
        "document_number", "fiscal_year", "issued_on", "addressee", "subject", "meaning", "kind", "setting", "corrects",
        "issued_by", "issued_at", "html_sha256", "keep_until",
    ]  # fmt: skip
    readonly_fields = ["document_number"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Letter]:
        return Letter.objects.defer("html", "snapshot")

    @admin.display(description="番号", ordering="number")
    def document_number(self, letter: Letter) -> str:
        return letter.document_number

    def view_on_site(self, letter: Letter) -> str:
        return letter.get_absolute_url()
