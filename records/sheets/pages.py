"""The pages under 設定 by which a sheet goes in, after a look at what would change, and out."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar
from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone

from records.sheets.files import WAYS, NotASheet, read_sheet
from records.sheets.register import Outcome, RegisterSheet
from records.windows import RegisterAdmin

WAITS = 60 * 60  # seconds for which a file that was looked through waits for the word to write it
SHOWN = 100  # lines of it


class FileForm(forms.Form):
    file = forms.FileField(
        label="ファイル",
        error_messages={"required": "ファイルを選んでください。", "empty": "ファイルの中身がありません。"},
        widget=forms.FileInput(attrs={"accept": ".csv,.xlsx"}),
    )


class WayForm(forms.Form):
    way = forms.ChoiceField(
        label="形式",
        choices=[(key, way.label) for key, way in WAYS.items()],
        initial="xlsx",
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": "一覧の中から選んでください。"},
    )


class SheetAdmin(RegisterAdmin):
    """A register table with a sheet: 「読み込む」 and 「書き出す」 stand over its list."""

    sheet_class: ClassVar[type[RegisterSheet]]
    change_list_template = "admin/sheets/change_list.html"

    def address(self, which: str) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{which}")

    def get_urls(self) -> list[URLPattern]:
        return [
            path(
                f"{which}/",
                self.admin_site.admin_view(view),
                name=f"{self.opts.app_label}_{self.opts.model_name}_{which}",
            )
            for which, view in (("import", self.import_view), ("export", self.export_view))
        ] + super().get_urls()

    def import_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        form = FileForm(request.POST or None, request.FILES or None)
        token = request.POST.get("token", "")
        outcome: Outcome | None = None
        if token:
            outcome = self.written(request, token, form)
            if outcome and not outcome.problems:
                return self.done(request, outcome)
            token = ""
        elif form.is_valid():
            outcome, token = self.looked_through(request, form)
        page = {
            "form": form,
            "outcome": outcome,
            "token": token,
            "shown": SHOWN,
            "columns": self.sheet_class().get_import_fields(),
        }
        return self.page(request, "import", f"{self.sheet_class.title}を読み込む", page)

    def looked_through(self, request: HttpRequest, form: FileForm) -> tuple[Outcome | None, str]:
        """What the file would do; it is kept for the second step if nothing stands against it."""
        file = form.cleaned_data["file"]
        content, token = file.read(), secrets.token_urlsafe(16)
        file.seek(0)
        outcome = self.taken_in(request, form, file, dry_run=True)
        if outcome is None or outcome.problems:
            return outcome, ""
        cache.set(self.key(request, token), (file.name, content), WAITS)
        return outcome, token

    def written(self, request: HttpRequest, token: str, form: FileForm) -> Outcome | None:
        """The second step: the same file, judged once more against the register as it is now."""
        if (kept := cache.get(self.key(request, token))) is None:
            form.add_error("file", "確かめてから時間がたちました。もう一度ファイルを選んでください。")
            return None
        name, content = kept
        cache.delete(self.key(request, token))
        return self.taken_in(request, form, SimpleUploadedFile(name, content), dry_run=False)

    def taken_in(
        self, request: HttpRequest, form: FileForm, file: UploadedFile[Any], *, dry_run: bool
    ) -> Outcome | None:
        try:
            table = read_sheet(file, title=self.sheet_class.title)
        except NotASheet as problem:
            form.add_error("file", str(problem))
            return None
        return self.sheet_class().take_in(table, by=request.user, source=file.name or "", dry_run=dry_run)  # type: ignore[arg-type]

    def key(self, request: HttpRequest, token: str) -> str:
        return f"sheet:{self.opts.label_lower}:{request.user.pk}:{token}"

    def done(self, request: HttpRequest, outcome: Outcome) -> HttpResponseRedirect:
        counts = f"{outcome.added:,}件を加え、{outcome.changed:,}件を直しました。{outcome.same:,}件は元と同じでした。"
        self.message_user(request, f"{self.sheet_class.title}を読み込みました。{counts}", messages.SUCCESS)
        return HttpResponseRedirect(self.address("changelist"))

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """Writes what the list shows: its search and its filters stand in the address."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        form = WayForm(request.POST or None)
        rows = self.get_changelist_instance(request).get_queryset(request)
        if form.is_valid():
            way = WAYS[form.cleaned_data["way"]]
            try:
                with transaction.atomic():
                    content = way.write(self.sheet_class().put_out(rows, by=request.user, form=way.label))  # type: ignore[arg-type]
            except NotASheet as problem:
                form.add_error("way", str(problem))
            else:
                name = quote(f"{self.sheet_class.title}_{timezone.localdate():%Y%m%d}.{way.extension}")
                headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{name}"}
                return HttpResponse(content, content_type=way.media_type, headers=headers)
        return self.page(
            request, "export", f"{self.sheet_class.title}を書き出す", {"form": form, "count": rows.count()}
        )

    def page(self, request: HttpRequest, which: str, title: str, context: dict[str, Any]) -> HttpResponse:
        frame = {**self.admin_site.each_context(request), "title": title, "opts": self.opts}
        return TemplateResponse(request, f"admin/sheets/{which}.html", frame | context)
