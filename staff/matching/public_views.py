"""してほしい・できる: for everybody, without signing in. Who asks and who offers stands nowhere here."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from accounts.access import Request, reads, writes
from accounts.limits import limited
from accounts.models import User
from records.anybody import anybody
from records.codes import as_code
from records.forms import attempt
from records.pressing import pressed
from staff.matching.cards import Card
from staff.matching.forms import USUAL, CardForm, NumberForm, ThankForm
from staff.matching.introductions import Introduction, Side
from staff.matching.listing import ROWS, FilterForm
from staff.matching.page import contact_facts, met_tag, open_facts, tag_of, way_of

KNOCKS = 60  # a minute, of those who read
SENDINGS = 10  # a minute, of those who write or look up a number


def reader(request: Request) -> User | None:
    user: User | AnonymousUser = request.user
    return user if isinstance(user, User) else None


@login_not_required
@limited("matching", per_minute=KNOCKS)
@reads
def cards(request: Request) -> HttpResponse:
    today, form, user = timezone.localdate(), FilterForm(request.GET), reader(request)
    found = form.apply(Card.objects.published(on=today)).with_places().order_by("until", "pk")
    context = {
        "page": Paginator(found, ROWS).get_page(request.GET.get("page")),
        "form": form,
        "own": Card.objects.of(user, on=today)[:ROWS] if user else [],
        "thanks": Introduction.objects.thanked().order_by("-thanks_on", "-pk").select_related("need__area")[:5],
    }
    return render(request, "staff/matching/public_list.html", context)


@login_not_required
@limited("matching", per_minute=KNOCKS)
@reads
def card(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(Card.objects.published(on=timezone.localdate()).with_places(), pk=pk)
    return render(request, "staff/matching/public_card.html", {"card": found, "facts": open_facts(found)})


@login_not_required
@limited("matching-new", per_minute=SENDINGS)
@writes
def new(request: Request) -> HttpResponseBase:
    """Anybody asks or offers; the number that comes back is the key to all that follows."""
    today, user = timezone.localdate(), reader(request)
    met = answered(request, today)
    form = CardForm(request.POST or None, on=today, by=user, initial=begun(met, today))
    made: list[Card] = []

    def act(**facts: Any) -> None:
        made.append(Card.receive(by=user or anybody(), on=today, answers=met, **facts))

    if form.is_valid():
        if form.is_machine:
            return redirect("matching:list")
        if attempt(form, act, **form.facts):
            return redirect("matching:mine", made[0].number)
    return render(request, "staff/matching/public_new.html", {"form": form, "answered": met})


def answered(request: Request, today: Any) -> Card | None:
    """The card to which somebody answers (``?to=``)."""
    asked = request.GET.get("to", "")
    return Card.objects.published(on=today).filter(pk=asked).first() if asked.isdecimal() else None


def begun(met: Card | None, today: Any) -> dict[str, Any]:
    first: dict[str, Any] = {"until": today + USUAL}
    if met:
        first |= {"side": met.other_side, "theme": met.theme_id, "area": met.area_id, "until": met.until}
    return first


@login_not_required
@limited("matching-code", per_minute=SENDINGS)
@reads
def find(request: Request) -> HttpResponseBase:
    """受付番号で開く."""
    form = NumberForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        if (code := as_code(form.cleaned_data["code"])) and Card.objects.filter(code=code).exists():
            return redirect("matching:mine", code)
        form.add_error("code", "この番号の募集は見つかりません。もう一度、確かめてください。")
    return render(request, "staff/matching/public_find.html", {"form": form})


def bearing(code: str) -> Card:
    """404 for a number that is nobody's: it says no more to who guesses."""
    found = Card.objects.filter(code=as_code(code) or "-").with_places().first()
    if found is None:
        raise Http404
    return found


def newest(card: Card) -> Introduction | None:
    return Introduction.objects.of_card(card).with_cards().order_by("-pk").first()


@login_not_required
@limited("matching-mine", per_minute=KNOCKS)
@reads
def mine(request: Request, code: str) -> HttpResponse:
    """What became of it, to whoever has its number."""
    found = bearing(code)
    return render(request, "staff/matching/public_mine.html", told(found, newest(found)))


def told(card: Card, met: Introduction | None, form: ThankForm | None = None) -> dict[str, Any]:
    today = timezone.localdate()
    side = met.side_of(card) if met else ""
    other = next(each for each in met.cards if each.pk != card.pk) if met else None
    thanks = met is not None and side == Side.NEED and met.status == Introduction.Status.DONE
    return {
        "card": card,
        "tag": tag_of(card, on=today),
        "facts": open_facts(card),
        "met": met,
        "met_tag": met_tag(met) if met else None,
        "way": way_of(met) if met and met.status != Introduction.Status.FAILED else [],
        "side": side,
        "said": met.said_on(side) if met else None,
        "other": other,
        "other_facts": open_facts(other) if other else [],
        "contact": contact_facts(other) if met and other and met.shows_contacts else [],
        "thank_form": form or (ThankForm(case=met, on=today) if thanks else None),
        "may_withdraw": card.can("withdraw") and (met is None or met.status != Introduction.Status.PROPOSED),
    }


@login_not_required
@limited("matching-code", per_minute=SENDINGS)
@writes
def answer(request: Request, code: str, name: str) -> HttpResponseBase:
    """はい, いいえ, or 取り下げる: by whoever has the number."""
    card = bearing(code)
    met, here = newest(card), reverse("matching:mine", args=[card.number])
    if name == "withdraw":
        return pressed(request, lambda: card.withdraw(by=actor(request)), "取り下げました。", to=here)
    if met is None or name not in {"yes", "no"}:
        raise Http404(name)
    side, no = met.side_of(card), f"{card.get_side_display()}側が「いいえ」と答えた"
    if name == "yes":
        done = "「はい」と伝えました。"
        return pressed(request, lambda: met.say_yes(by=actor(request), side=side), done, to=here)
    done = "「いいえ」と伝えました。募集は続きます。"
    return pressed(request, lambda: met.fail(by=actor(request), reason=no), done, to=here)


@login_not_required
@limited("matching-code", per_minute=SENDINGS)
@writes
def thank(request: Request, code: str) -> HttpResponseBase:
    """お礼の言葉, by the one who was helped."""
    card = bearing(code)
    met = newest(card)
    if met is None or met.side_of(card) != Side.NEED:
        raise Http404
    form = ThankForm(request.POST or None, case=met, on=timezone.localdate())
    if form.is_valid() and attempt(form, met.thank, by=actor(request), **form.cleaned_data):
        return redirect("matching:mine", card.number)
    if request.method != "POST":
        return redirect("matching:mine", card.number)
    return render(request, "staff/matching/public_mine.html", told(card, met, form))


def actor(request: Request) -> User:
    """Who acts by a number: a signed-in person as themselves, everybody else as nobody in particular."""
    return reader(request) or anybody()
