"""What everybody sees: the facilities, one of them, and when its rooms are free."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from accounts.access import Request, reads
from accounts.limits import limited
from accounts.models import User
from organizations.areas import Area
from organizations.facilities.bookings import Booking, asked_for
from organizations.facilities.buildings import Facility
from organizations.facilities.calendar import Diary, monday_of, month_of, open_words
from organizations.facilities.rules import may_enter_facility, may_keep_facility
from records.era import NotADate, parse_date

KNOCKS = 120  # a minute from one address


def reader_of(request: Request) -> User | None:
    user: User | AnonymousUser = request.user
    return user if user.is_authenticated else None


def found(pk: int) -> Facility:
    related = Facility.objects.public().select_related("area", "manager")
    return get_object_or_404(related.prefetch_related("rooms", "equipment"), pk=pk)


def known_to(request: Request, facility: Facility) -> Collection[int]:
    """The keys of the bookings of which the reader may know whose they are."""
    user = reader_of(request)
    if user is None:
        return ()
    seen = Booking.objects.visible_to(user, on=timezone.localdate()).filter(room__facility=facility)
    return set(seen.values_list("pk", flat=True))


def day_asked(request: Request) -> date:
    try:
        return parse_date(request.GET.get("day", ""))
    except NotADate:
        return timezone.localdate()


@login_not_required
@limited("facilities", per_minute=KNOCKS)
@reads
def facilities(request: Request) -> HttpResponse:
    today, user, key = timezone.localdate(), reader_of(request), request.GET.get("area", "")
    rows = Facility.objects.public().held(on=today).listed().prefetch_related("rooms")
    area = Area.objects.public().filter(pk=int(key)).first() if key.isdecimal() and len(key) < 10 else None
    if area:
        rows = rows.filter(Q(area=area) | Q(area__parent=area))
    page = {"facilities": rows, "area": area, "enters": user is not None and bool(may_enter_facility(user, None))}
    return render(request, "facilities/list.html", page)


@login_not_required
@limited("facilities", per_minute=KNOCKS)
@reads
def facility(request: Request, pk: int) -> HttpResponse:
    place, user, today = found(pk), reader_of(request), timezone.localdate()
    keeps = user is not None and bool(may_keep_facility(user, place))
    page = {
        "facility": place,
        "open_words": open_words(place),
        "closings": place.closings.filter(ends_on__gte=today),
        "keeps": keeps,
        "waiting": asked_for([place]).count() if keeps else 0,
        "inside": user is not None and bool(Area.objects.visible_to(user, on=today)[:1]),
    }
    return render(request, "facilities/detail.html", page)


@login_not_required
@limited("facilities", per_minute=KNOCKS)
@reads
def week(request: Request, pk: int) -> HttpResponse:
    place, first = found(pk), monday_of(day_asked(request))
    last = first + timedelta(days=6)
    diary = Diary.of(place, first, last, now=timezone.now(), known=known_to(request, place))
    turns = {"before": first - timedelta(days=7), "after": first + timedelta(days=7)}
    page = {"facility": place, "diary": diary, "last": last, "open_words": open_words(place), **turns}
    return render(request, "facilities/week.html", page)


@login_not_required
@limited("facilities", per_minute=KNOCKS)
@reads
def month(request: Request, pk: int) -> HttpResponse:
    place = found(pk)
    first, last = month_of(day_asked(request))
    diary = Diary.of(place, first, last, now=timezone.now(), known=())
    turns = {"before": first - timedelta(days=1), "after": last + timedelta(days=1)}
    return render(request, "facilities/month.html", {"facility": place, "diary": diary, **turns})
