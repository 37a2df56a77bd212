"""Writing a plan: one page that is typed over days, by several people, in several windows, and never loses a word.

What is typed is kept as a draft beside the plan (``records.drafts``), right or wrong. 「保存する」 makes it the plan's
own rows when all of it can be read. The plan's ``revision`` tells a page that was opened before somebody else saved.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from secrets import token_hex
from typing import Any, Protocol

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseBase, JsonResponse, QueryDict
from django.shortcuts import redirect, render

from accounts.access import Request
from accounts.models import User
from plans.versions import STALE, Versioned
from records.drafts import Draft, Overwritten, autosaved, drop, find, is_autosave, keep
from records.forms import press
from records.templatetags.japanese import clock


class Page(Protocol):
    """Everything that is typed on one page."""

    @property
    def forms(self) -> Any: ...
    def is_valid(self) -> bool: ...
    def save(self, *, by: User, seen: int) -> None: ...
    def refuse(self, problem: ValidationError) -> None: ...


class Desk:
    """One request for the page of one plan."""

    def __init__(
        self,
        request: Request,
        plan: Versioned,
        page: Callable[[Any, QueryDict | None], Page],
        *,
        template: str,
        here: str,
        onward: str,
        extra: Mapping[str, Any],
        press: Callable[[QueryDict], QueryDict | None] = press,
    ) -> None:
        """``press``: what the page's buttons that send nothing yet do to what was typed; None for all others."""
        self.press = press
        self.request, self.plan, self.page, self.template = request, plan, page, template
        self.here, self.onward, self.extra = here, onward, extra

    def answer(self) -> HttpResponseBase:
        if is_autosave(self.request):
            return self._autosave()
        if self.request.method != "POST":
            return self._open()
        pressed = self.press(self.request.POST)
        return self._save() if pressed is None else self._press(pressed)

    def _autosave(self) -> HttpResponseBase:
        if self._seen(self.request.POST) != self.plan.revision:
            return JsonResponse({"message": f"{STALE}ここに書いたものは、この端末に残してあります。"}, status=409)
        return autosaved(self.request, self.plan.draft_key, by=self.request.user)

    def _open(self) -> HttpResponseBase:
        draft = find(self.plan.draft_key)
        page = self.page(self.plan, draft.data if draft else None)
        if draft:
            leave_unjudged(page)
            if self._seen(draft.data) != self.plan.revision:
                messages.warning(self.request, f"{STALE}下にあるのは、その前に書きかけていたものです。")
        return self._show(page, draft)

    def _press(self, pressed: QueryDict) -> HttpResponseBase:
        """A row's button without a script: the page comes back at that row with everything that was typed."""
        try:
            keep(self.plan.draft_key, pressed, by=self.request.user, seen=number(pressed.get("draft_version")))
        except Overwritten as conflict:
            messages.warning(self.request, f"{STALE}下にあるのは、この画面に書いたものです。")
            page = self.page(self.plan, pressed)
            leave_unjudged(page)
            return self._show(page, conflict.draft)
        return redirect(f"{self.here}#{place_of(self.request.POST, pressed)}")

    def _save(self) -> HttpResponseBase:
        data = self.request.POST
        page = self.page(self.plan, data)
        if other := self._of_another_window(data):
            messages.warning(
                self.request, f"{STALE}{self._said(other)}もう一度「保存する」を押すと、この画面の内容になります。"
            )
            leave_unjudged(page)
            return self._show(page, other)
        if page.is_valid() and self._saved(page, self._seen(data)):
            drop(self.plan.draft_key)
            messages.success(self.request, "保存しました。閉じても消えません。")
            return redirect(self.onward if "check" in data else self.here)
        return self._show(page, keep(self.plan.draft_key, data, by=self.request.user, seen=None))

    def _saved(self, page: Page, seen: int) -> bool:
        try:
            page.save(by=self.request.user, seen=seen)
        except ValidationError as problem:
            page.refuse(problem)
            return False
        return True

    def _of_another_window(self, data: QueryDict) -> Draft | None:
        """A draft that is written elsewhere; the page's own last autosave may be newer than the page knows, too."""
        draft = find(self.plan.draft_key)
        if draft is None or draft.version == number(data.get("draft_version")):
            return None
        return None if draft.data.get("window") == data.get("window") else draft

    def _said(self, draft: Draft) -> str:
        return f"{clock(draft.saved_at)}に{draft.saved_by.name}さんが書いています。"

    def _seen(self, data: QueryDict) -> int:
        return number(data.get("revision"))

    def _show(self, page: Page, draft: Draft | None) -> HttpResponseBase:
        """A page that was too old is shown with the plan's number of now: the next save is meant."""
        self.plan.refresh_from_db(fields=["revision"])
        context = {
            "plan": self.plan,
            "page": page,
            "draft": draft,
            "draft_version": draft.version if draft else 0,
            "window": token_hex(4),
            **self.extra,
        }
        return render(self.request, self.template, context)


def leave_unjudged(page: Page) -> None:
    for form in page.forms:
        form.unjudged()


def number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdecimal() and len(text) < 10 else 0


def place_of(sent: QueryDict, pressed: QueryDict) -> str:
    """The id of the row whose button was pressed; of the new row; of the sheet, when the row has gone."""
    if sheet := sent.get("add"):
        return f"{sheet}-{number(pressed.get(f'{sheet}-TOTAL_FORMS')) - 1}"
    if row := sent.get("delete"):
        return row.rpartition("-")[0]
    return sent.get("up") or sent.get("down") or sent.get("told") or ""
