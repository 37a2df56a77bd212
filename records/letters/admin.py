"""The window on letters: their wording is written here, what was issued is only shown."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import Max, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from accounts.models import User
from records.attachments import opens_as_image
from records.events import record
from records.letters.issuing import sample_preview
from records.letters.kinds import KINDS, kind_choices, kind_name
from records.letters.letter import Letter
from records.letters.setting import LetterEntry, LetterSetting, SealImage
from records.letters.views import as_pdf
from records.telling import changes, made, told_rows
from records.windows import Editable, LookOnlyAdmin, RegisterAdmin


class EntryInline(Editable, admin.StackedInline):  # type: ignore[type-arg]
    model = LetterEntry
    extra = 1


@admin.register(LetterSetting)
class LetterSettingAdmin(RegisterAdmin):
    """A wording that a letter has used is only shown; it is copied, and the copy holds from a later day."""

    inlines = [EntryInline]
    list_display = ["named", "programme", "starts_on", "symbol", "form_number", "layout", "seal_mode", "is_used"]
    list_filter = ["starts_on", "layout", "seal_mode"]
    readonly_fields = ["usable_names", "sample"]
    actions = ["copy"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[LetterSetting]:
        return LetterSetting.objects.with_used()

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_change_permission(request, obj) and not getattr(obj, "used", False)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_delete_permission(request, obj) and not getattr(obj, "used", False)

    def formfield_for_dbfield(self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "kind":
            return forms.ChoiceField(label="通知書", choices=kind_choices)
        return super().formfield_for_dbfield(db_field, request, **kwargs)

    @admin.display(description="通知書", ordering="kind")
    def named(self, setting: LetterSetting) -> str:
        return kind_name(setting.kind)

    @admin.display(description="使った", boolean=True)
    def is_used(self, setting: LetterSetting) -> bool:
        return bool(setting.used)  # type: ignore[attr-defined]

    @admin.display(description="文の中で使える名前")
    def usable_names(self, setting: LetterSetting) -> SafeString | str:
        if setting.kind not in KINDS:
            return "通知書をえらんで保存すると、使える名前が出ます。"
        names = KINDS[setting.kind].sample_values().items()
        return format_html_join("", "{{{}}} 例 {}<br>", names)

    @admin.display(description="見本")
    def sample(self, setting: LetterSetting) -> SafeString | str:
        if setting._state.adding:
            return "保存すると、見本を見られます。"
        address = reverse("admin:records_lettersetting_sample", args=[setting.pk])
        return format_html('<a href="{}">見本の値で印刷してみる(PDF)</a>', address)

    @admin.action(description="写して、新しい文面を作る")
    def copy(self, request: HttpRequest, settings: QuerySet[LetterSetting]) -> HttpResponse | None:
        if len(settings) != 1:
            self.message_user(request, "文面を1つだけえらんでください。", messages.WARNING)
            return None
        new = copied(settings[0], by=request.user)  # type: ignore[arg-type]  # whoever opens the settings is somebody
        self.message_user(request, "写しを作りました。使いはじめる日と文を直してください。")
        return redirect("admin:records_lettersetting_change", new.pk)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.print_sample)
        return [path("<int:pk>/sample.pdf", view, name="records_lettersetting_sample"), *super().get_urls()]

    def print_sample(self, request: HttpRequest, pk: int) -> HttpResponseBase:
        setting = get_object_or_404(LetterSetting, pk=pk)
        if not self.has_view_permission(request, setting):
            raise PermissionDenied("通知書の文面を見る権限がありません。")
        return as_pdf(sample_preview(setting).pdf().content, f"見本 {kind_name(setting.kind)}.pdf")


OWNER = {"setting"}  # whose history tells of its entries


@transaction.atomic
def copied(setting: LetterSetting, *, by: User) -> LetterSetting:
    """The same wording from the day after the last one's (or today's) on."""
    last = LetterSetting.objects.filter(kind=setting.kind, programme=setting.programme).aggregate(day=Max("starts_on"))
    entries = list(setting.entries.all())
    setting.pk = None
    setting.starts_on = max(last["day"], timezone.localdate()) + timedelta(days=1)
    setting._state.adding = True
    setting.save()
    for entry in entries:
        entry.pk, entry.setting = None, setting
        entry._state.adding = True
    LetterEntry.objects.bulk_create(entries)
    record(setting, "register.copy", by=by, changes=[*made(setting), *changes({}, told_rows(entries, but=OWNER))])
    return setting


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
