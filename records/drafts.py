"""What people type is kept while they type: one row per page and writer, as it was typed, right or wrong.

A form's own view keeps it (so rights are asked there, once) and shows it again; nothing is read until it is sent.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.http import HttpRequest, JsonResponse, QueryDict
from django.utils import timezone

from accounts.models import User
from records.templatetags.japanese import clock

NOT_KEPT = {"csrfmiddlewaretoken", "draft_version", "password", "password1", "password2"}


class Draft(models.Model):
    """``key`` names the page: a shared one (「yearly-plan:12」) is one draft for all who write there."""

    key = models.CharField(max_length=120, unique=True)
    content = models.TextField()  # the form's fields as a query string: exactly what the browser would send
    version = models.PositiveIntegerField(default=1)
    saved_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = verbose_name_plural = "書きかけ"
        ordering = ["-saved_at"]

    def __str__(self) -> str:
        return self.key

    @property
    def data(self) -> QueryDict:
        """What was typed, in the shape of ``request.POST``."""
        return QueryDict(self.content)


class Overwritten(Exception):
    """Somebody saved the same page meanwhile (another tab, another person); ``draft`` is what stands there now."""

    def __init__(self, draft: Draft) -> None:
        self.draft = draft
        super().__init__(draft.key)


@transaction.atomic
def keep(key: str, data: QueryDict, *, by: User, seen: int | None) -> Draft:
    """Saves what was typed on version ``seen`` (0: none yet); Overwritten if another version stands there now."""
    typed = data.copy()
    for name in NOT_KEPT & set(typed):
        del typed[name]
    draft, created = Draft.objects.select_for_update().get_or_create(
        key=key, defaults={"content": typed.urlencode(), "saved_by": by}
    )
    if created or draft.content == typed.urlencode():
        return draft
    if seen is not None and seen != draft.version:
        raise Overwritten(draft)
    draft.content, draft.saved_by, draft.saved_at = typed.urlencode(), by, timezone.now()
    draft.version += 1
    draft.save()
    return draft


def find(key: str) -> Draft | None:
    return Draft.objects.select_related("saved_by").filter(key=key).first()


def drop(*keys: str) -> None:
    """The page was sent: the draft has become the real thing."""
    Draft.objects.filter(key__in=keys).delete()


def personal_key(request: HttpRequest) -> str:
    """For pages that one person writes alone: the address and the person."""
    return f"{request.path}#{request.user.pk}"[-120:]


def is_autosave(request: HttpRequest) -> bool:
    return request.method == "POST" and request.headers.get("X-Autosave") == "1"


def autosaved(request: HttpRequest, key: str, *, by: User) -> JsonResponse:
    """The answer to an autosave: 200 with version and time, 409 when the page was overwritten meanwhile."""
    seen = request.POST.get("draft_version", "")
    try:
        draft = keep(key, request.POST, by=by, seen=int(seen) if seen.isdecimal() else None)
    except Overwritten as conflict:
        who, when = conflict.draft.saved_by.name, clock(conflict.draft.saved_at)
        sentence = f"{when}に{who}さんが別の画面で書きかえました。この画面の内容は、この端末に残してあります。"
        return JsonResponse({"message": sentence}, status=409)
    return JsonResponse(
        {"version": draft.version, "message": f"{clock(draft.saved_at)}に保存しました。閉じても消えません。"}
    )


def bound_data(request: HttpRequest, key: str) -> tuple[Any, Draft | None]:
    """What a form is bound to: what is being sent, else what was typed last time, else nothing."""
    if request.method == "POST":
        return request.POST, find(key)
    draft = find(key)
    return (draft.data if draft else None), draft
