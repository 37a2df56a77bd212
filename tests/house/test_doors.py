"""Login is the default: a page that strangers may see stands in this list, and nowhere else."""

import re
from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.portal import PortalClient

PUBLIC = {
    "areas/maps/x/",
    "areas/maps/x/boundaries.geojson",
    "facilities/",
    "accounts/link/",
    "accounts/link/sent/",
    "accounts/login/",
    "accounts/signup/",
    "accounts/password/reset/",
    "accounts/password/reset/sent/",
    "accounts/password/reset/key/done/",
    "accounts/inactive/",
    "charts/",
    "charts/1.pdf",
    "charts/1/",
    "liaisons/public/",
    "matching/",
    "matching/new/",
    "matching/number/",
    "meetings/",
    "meetings/1/",
    "meetings/1/meeting.ics",
    "meetings/1/papers/1/",
    "meetings/1/sign-up/",
    "meetings/calendar.ics",
    "meetings/month/",
    "meetings/sign-ups/",
    "meetings/sign-ups/x/",
    "meetings/sign-ups/x/cancel/",
    "meetings/sign-ups/x/edit/",
    "courses/",
    "library/",
    "library/cases/",
    "library/handbook/",
    "library/news/",
    "library/questions/",
    "plans/city/public/",
    "students/",
    "notices/",
    "reading/",
    "register/",
    "results/",
    "v/x/",
    "voices/",
    "voices/1/",
    "voices/new/",
    "voices/receipt/",
    "verify/",
    "w/",
    "w/x/",
    "welcome/",
}
PUBLIC_BEGINNINGS = ("accounts/password/reset/key/", "accounts/confirm-email/", "admin/login/", "admin/jsi18n/")
SAMPLES = {"int": "1", "str": "x", "slug": "x", "uuid": "00000000-0000-0000-0000-000000000000", "path": "x"}


def addresses(patterns: list[URLPattern | URLResolver], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        here = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern.url_patterns, here)
        else:
            yield here


def filled(address: str) -> str:
    """The pattern as an address: its converters and groups filled with something of their kind."""
    address = re.sub(r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1] or "str", "1"), address)
    return re.sub(r"\(\?P<\w+>[^)]*\)", "x", address).replace("^", "").replace("$", "").replace("\\Z", "")


ALL = sorted({filled(address) for address in addresses(get_resolver().url_patterns)})


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", [each for each in ALL if each not in PUBLIC and not each.startswith(PUBLIC_BEGINNINGS)]
)
def test_a_stranger_is_sent_to_sign_in_or_sees_nothing(address):
    answer = PortalClient().get(f"/{address}")
    assert answer.status_code in {302, 404}, answer.status_code
    assert answer.status_code == 404 or "/login/" in answer["Location"]


def test_the_list_of_public_pages_has_no_page_that_is_gone():
    assert sorted(PUBLIC - set(ALL)) == []
