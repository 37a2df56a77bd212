"""みなさんの声と市の答え: for everybody, without signing in. Nobody's name stands here."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, reads, writes
from accounts.limits import limited
from records.anybody import anybody
from records.codes import as_code
from records.forms import Form, TextField
from records.pieces import Step
from staff.inquiries.forms import VoiceForm
from staff.inquiries.inquiries import Inquiry
from staff.inquiries.page import way_of

ROWS = 20
KNOCKS = 60  # a minute, of those who read
SENDINGS = 10  # a minute, of those who write or look up a number


class SearchForm(Form):
    q = TextField(label="言葉でさがす", required=False, max_length=60, width="")


class ReceiptForm(Form):
    code = TextField(label="受付番号", max_length=40, help_text="声を送ったときに出た12文字。例 7K3D-9QXA-2MPT")

    def clean_code(self) -> str:
        if code := as_code(self.cleaned_data["code"]):
            return code
        raise ValidationError("受付番号は、英字と数字の12文字です。出たとおりに入れてください。")


@login_not_required
@limited("voices", per_minute=KNOCKS)
@reads
def voices(request: Request) -> HttpResponse:
    form = SearchForm(request.GET)
    words = form.cleaned_data.get("q", "") if form.is_valid() else ""
    found = Inquiry.objects.published_with(words).select_related("department", "area")
    page = Paginator(found.order_by("-published_on", "-pk"), ROWS).get_page(request.GET.get("page"))
    return render(request, "staff/voices/list.html", {"page": page, "form": form, "words": words})


@login_not_required
@limited("voices", per_minute=KNOCKS)
@reads
def voice(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Inquiry.objects.published().select_related("department", "area"), pk=pk)
    return render(request, "staff/voices/detail.html", {"voice": found})


@login_not_required
@limited("voice-new", per_minute=SENDINGS)
@writes
def new(request: Request) -> HttpResponseBase:
    """Anybody writes to the city; the number that comes back is all that is needed to read the answer."""
    form = VoiceForm(request.POST or None)
    if form.is_valid():
        if form.is_machine:
            return redirect("voices:list")
        case = Inquiry.receive(by=anybody(), on=timezone.localdate(), channel=Inquiry.Channel.WEB, **form.facts)
        return redirect(f"{reverse('voices:receipt')}?code={case.number}&sent=1")
    return render(request, "staff/voices/new.html", {"form": form})


@login_not_required
@limited("voice-receipt", per_minute=SENDINGS)
@reads
def receipt(request: Request) -> HttpResponse:
    """What became of a voice, to whoever has its number: the answer once the city has given it."""
    form = ReceiptForm(request.GET if "code" in request.GET else None)
    found = None
    if form.is_valid():
        found = Inquiry.objects.filter(code=form.cleaned_data["code"]).select_related("department").first()
        if found is None:
            form.add_error("code", "この受付番号の声は、見つかりません。もう一度、確かめてください。")
    context = {"form": form, "voice": found, "way": citizen_s(found) if found else [], "sent": "sent" in request.GET}
    return render(request, "staff/voices/receipt.html", context)


def citizen_s(inquiry: Inquiry) -> list[Step]:
    """Without the last station: whether the city publishes it does not concern the one who asked."""
    return way_of(inquiry)[:-1]
