from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, time
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pypdf import PdfWriter
from pytest_django import DjangoDbBlocker

from accounts.models import User
from grants.models import Grant, Scheme
from organizations.models import Organization
from tests import cast
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.stage import Stage, has_real_transactions

NOON = datetime.combine(MONDAY, time(12), tzinfo=timezone.get_default_timezone())


@dataclass
class Things:
    """What a test begins with, as far as its steps have gone."""

    hall: Hall = field(init=False)
    land: cast.Land = field(init=False)
    north: Organization = field(init=False)
    nanami: User = field(init=False)
    scheme: Scheme = field(init=False)
    grant: Grant = field(init=False)


Step = Callable[[Things], None]
Reach = Callable[[str], Things]
STAGE = Stage(Things)


@pytest.fixture(autouse=True)
def it_is_noon_of_that_monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """The portal's clock; the database keeps its own."""
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@contextmanager
def at_noon() -> Iterator[None]:
    """Whatever clock a test has set: what others stand on too is built at noon."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: NOON)
        yield


def town(things: Things) -> None:
    things.hall, things.land = cast.city_hall(), cast.land()
    areas = things.land.north_oaza, things.land.middle_oaza
    things.north = cast.organization("北の会", *areas, furigana="きたのかい")
    things.nanami = cast.person("北野 七海", "nanami", "きたの ななみ")
    cast.officer(things.north, things.nanami)


@dataclass(frozen=True)
class Ruled:
    """The scheme is adopted, with the terms that the tests ask for."""

    terms: dict[str, Any]

    def __call__(self, things: Things) -> None:
        things.scheme = build.scheme(things.hall.drafter, **self.terms)


def draft(things: Things) -> None:
    things.grant = build.draft(things.north, things.scheme, things.nanami)


def submitted(things: Things) -> None:
    things.grant = build.submitted(things.north, things.scheme, things.nanami)


def proposed(things: Things) -> None:
    build.proposed(things.grant, things.hall)


def granted(things: Things) -> None:
    build.approve(things.grant, things.hall.chief, things.hall.manager, things.hall.director)


@pytest.fixture
def terms() -> dict[str, Any]:
    """What the scheme of a module's or a class's grants says otherwise than the usual one."""
    return {}


@pytest.fixture
def ways(terms: dict[str, Any]) -> dict[str, list[Step]]:
    """How each of the beginnings comes about, one step after the other."""
    scheme = Ruled(terms)
    decided: list[Step] = [town, scheme, submitted, proposed, granted]
    return {
        "town": decided[:1],
        "scheme": decided[:2],
        "draft": [town, scheme, draft],
        "submitted": decided[:3],
        "proposed": decided[:4],
        "granted": decided,
    }


@pytest.fixture(scope="module", autouse=True)
def stage_is_left(django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    yield
    with django_db_blocker.unblock():
        STAGE.leave()


@pytest.fixture
def beginning(request: pytest.FixtureRequest, ways: dict[str, list[Step]]) -> list[Step]:
    """The longest that any fixture of the test asks for; none, where it begins in empty tables."""
    if "reach" not in request.fixturenames:
        return []
    return max((ways[name] for name in request.fixturenames if name in ways), key=len, default=ways["town"])


@pytest.fixture
def floor(
    request: pytest.FixtureRequest, beginning: list[Step], django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> Things | None:
    with django_db_blocker.unblock(), at_noon():
        if has_real_transactions(request):
            STAGE.leave()
            return None
        return STAGE.reach(beginning)


@pytest.fixture
def _django_db_helper(floor: Things | None, _django_db_helper: None) -> None:
    """pytest-django's: the test's own transaction, which begins on the floor."""


@pytest.fixture
def reach(floor: Things | None, beginning: list[Step], ways: dict[str, list[Step]], _django_db_helper: None) -> Reach:
    """What there is after a step. It is done now where the stage does not stand so high."""
    things, done = (Things(), 0) if floor is None else (floor, len(beginning))

    def reach(step: str) -> Things:
        nonlocal done
        with at_noon():
            for each in ways[step][done:]:
                each(things)
                done += 1
        return things

    return reach


@pytest.fixture
def hall(reach: Reach) -> Hall:
    return reach("town").hall


@pytest.fixture
def land(reach: Reach) -> cast.Land:
    return reach("town").land


@pytest.fixture
def north(reach: Reach) -> Organization:
    return reach("town").north


@pytest.fixture
def nanami(reach: Reach) -> User:
    return reach("town").nanami


@pytest.fixture
def scheme(reach: Reach) -> Scheme:
    """The lump sum of 令和7年度: 300,000 yen and 400 yen for each household (561 in 北の会's areas: 524,000 yen)."""
    return reach("scheme").scheme


@pytest.fixture(name="draft")
def draft_grant(reach: Reach) -> Grant:
    """北の会 applies for 450,000 yen; filled in, not sent."""
    return reach("draft").grant


@pytest.fixture(name="submitted")
def submitted_grant(reach: Reach) -> Grant:
    return reach("submitted").grant


@pytest.fixture(name="proposed")
def proposed_grant(reach: Reach) -> Grant:
    """Reviewed and on its way: 係長, 課長, 部長."""
    return reach("proposed").grant


@pytest.fixture(name="granted")
def granted_grant(reach: Reach) -> Grant:
    return reach("granted").grant


@pytest.fixture
def pdf() -> SimpleUploadedFile:
    """議事録.pdf, one blank page."""
    writer, content = PdfWriter(), BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(content)
    return SimpleUploadedFile("議事録.pdf", content.getvalue(), "application/pdf")
