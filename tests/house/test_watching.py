"""The guard that every write leaves an event: it finds a page that tells nobody, and lets through what was told."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, models, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse

from accounts.models import User
from organizations import submitting
from organizations.models import Area, Organization
from records.drafts import Draft
from records.events import record
from tests import watching
from tests.cast import Land
from tests.portal import PortalClient
from tests.watching import UNTOLD, watched

pytestmark = pytest.mark.django_db


def renames(request: HttpRequest) -> HttpResponse:
    Area.objects.update(name="名無し")
    return HttpResponse()


def renames_and_tells(request: HttpRequest) -> HttpResponse:
    area = Area.objects.get(kind="city")
    record(area, "register.change", by=User.objects.get(), before={"名前": str(area)}, after={"名前": "名無し"})
    return renames(request)


def renames_and_takes_it_back(request: HttpRequest) -> HttpResponse:
    with transaction.atomic():
        renames(request)
        transaction.set_rollback(True)
    return HttpResponse()


def drafts(request: HttpRequest) -> HttpResponse:
    Draft.objects.create(key="a", content="{}", saved_by=User.objects.get())
    return HttpResponse()


def finds_nothing_to_change(request: HttpRequest) -> HttpResponse:
    Area.objects.filter(name="ない").update(name="名無し")
    return HttpResponse()


VIEWS = (renames, renames_and_tells, renames_and_takes_it_back, drafts, finds_nothing_to_change)
urlpatterns = [path(f"{view.__name__}/", view) for view in VIEWS]  # this module stands in as a URL configuration


@pytest.fixture
def ask(settings: Any, land: Land, nanami_alone: User) -> Any:
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = ["tests.watching.EveryWriteIsTold"]
    return lambda view: PortalClient().post(f"/{view.__name__}/")


@pytest.fixture
def nanami_alone(db: None) -> User:
    return User.objects.create_user("nanami@example.jp", name="北野 七海")


@pytest.fixture
def forgiven() -> Iterator[None]:
    """What this module's pages did is not held against it once the test has seen it."""
    yield
    watching.unseen.clear()


@pytest.mark.usefixtures("forgiven")
class TestAPage:
    def test_that_writes_and_tells_nobody_fails(self, ask: Any) -> None:
        with pytest.raises(AssertionError, match="/renames/ wrote organizations_area and left no event"):
            ask(renames)
        assert len(watching.unseen) == 1  # for the browser's pages, whose exception no test would see

    @pytest.mark.parametrize("view", VIEWS[1:])
    def test_that_told_or_wrote_nothing_passes(self, ask: Any, view: Any) -> None:
        assert ask(view).status_code == 200

    def test_of_the_portal_whose_verb_forgets_its_event_fails(
        self, monkeypatch: pytest.MonkeyPatch, as_user: Any, north: Organization, nanami: User
    ) -> None:
        address, sent = reverse("organizations:submitting", args=[north.pk]), {"submits_by": "president"}
        monkeypatch.setattr(submitting, "record", lambda *_args, **_facts: None)
        with pytest.raises(AssertionError, match="organizations_organization"):
            as_user(nanami).post(address, sent)
        monkeypatch.undo()
        assert as_user(nanami).post(address, {"submits_by": "deputy"}).status_code == 302


class TestTables:
    def test_that_are_let_through_exist(self) -> None:
        tables = {model._meta.db_table for model in apps.get_models(include_auto_created=True)}
        assert UNTOLD.keys() <= tables

    def test_of_every_model_are_watched(self, land: Land) -> None:
        """Whatever writes through Django is seen by its table's name, rows of many to many included."""
        body = Organization.objects.create(name="東の会", furigana="ひがしのかい")
        with watched() as written:
            body.areas.set([land.north])
            models.QuerySet(Organization).filter(pk=body.pk).update(predecessor="東")
            with connection.cursor() as cursor:
                cursor.execute("DELETE FROM organizations_organization_areas")
        assert written.tables == [
            "organizations_organization_areas",
            "organizations_organization",
            "organizations_organization_areas",
        ]
