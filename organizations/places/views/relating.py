"""How an area lies to others, said by hand where the boundaries do not say it, or say it wrong."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.utils import timezone

from accounts.access import Request, fetch, writes
from organizations.places.forms import NeighbourForm, RelateForm
from organizations.places.relations import NeighbourWord, Overlap, Source
from organizations.places.rules import may_keep_areas
from organizations.places.views.keeping import asked, kept
from records.pressing import pressed


@writes
def relate(request: Request, pk: int) -> HttpResponse:
    area = kept(request, pk)
    form = RelateForm(request.POST or None, area=area, on=timezone.localdate())

    def act(**facts: Any) -> None:
        Overlap.relate(outer=area, **facts)

    page = {
        "title": f"「{area}」に入る区域",
        "button": "入れる",
        "area": area,
        "lead": "ほかの分け方の区域が、どれだけ入っているかを書きます。地図から計算したものより、こちらが先です。",
    }
    return asked(request, form, act, "区域の関係を書きました。", to=area, **page)


@writes
def unrelate(request: Request, pk: int) -> HttpResponseBase:
    written = Overlap.objects.filter(source=Source.HAND).select_related("outer", "inner")
    overlap = fetch(written, by=request.user, may=may_keep_areas, pk=pk)
    return pressed(request, lambda: overlap.unrelate(by=request.user), "書いた関係を消しました。", to=overlap.outer)


@writes
def neighbour(request: Request, pk: int) -> HttpResponse:
    area = kept(request, pk)
    form = NeighbourForm(request.POST or None, area=area, on=timezone.localdate())

    def act(*, other: Any, **facts: Any) -> None:
        NeighbourWord.say(area, other, **facts)

    page = {
        "title": f"「{area}」のとなり",
        "button": "入れる",
        "area": area,
        "lead": "となりの区域は、境の線から計算しています。山や川で行き来がないときなどに、手で直せます。",
    }
    return asked(request, form, act, "となりの区域を直しました。", to=area, **page)
