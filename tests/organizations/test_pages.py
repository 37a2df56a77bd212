"""Who reaches which page: the organization's people, the city, and the neighbour, for whom nothing of 北の会 exists."""

from collections.abc import Callable

import pytest
from django.urls import reverse

from accounts.models import User
from organizations.models import Organization, Recognition
from tests import cast
from tests.cast import Hall, Land
from tests.organizations import build
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
WRITING = ("describe", "appoint", "bylaws_new", "paper_new")


class TestOrganizationPage:
    @pytest.mark.parametrize("status", ["awareness", "preparing", "planning", "founded", "active"])
    def test_shows_every_stage(
        self, status: str, hall: Hall, north: Organization, nanami: User, as_user: AsUser
    ) -> None:
        steps = {
            "awareness": lambda: None,
            "preparing": lambda: build.committee(north, nanami),
            "planning": lambda: build.committee(north, nanami).plan(by=nanami),
            "founded": lambda: build.founded(north, nanami),
            "active": lambda: build.recognised(north, nanami, hall),
        }
        steps[status]()
        for user in (nanami, hall.drafter, hall.mayor):
            answer = as_user(user).get(north.get_absolute_url())
            assert (answer.status_code, "北の会" in answer.text) == (200, True)

    def test_is_not_there_for_the_neighbour(
        self, north: Organization, nanami: User, kuko: User, as_user: AsUser
    ) -> None:
        build.founded(north, nanami)
        browser = as_user(kuko)
        names = (*WRITING, "detail", "apply", "found", "change")
        paths = [reverse(f"organizations:{name}", args=[north.pk]) for name in names]
        officer, bylaws = north.officers.first(), north.bylaws.first()
        assert officer
        assert bylaws
        paths += [
            reverse("organizations:officer", args=[officer.pk]),
            reverse("organizations:officer_end", args=[officer.pk]),
            reverse("organizations:officer_invite", args=[officer.pk]),
            reverse("organizations:bylaws", args=[bylaws.pk]),
            reverse("records:file", args=[bylaws.paper.pk]),
        ]
        assert {path: browser.get(path).status_code for path in paths} == dict.fromkeys(paths, 404)
        assert {browser.post(path).status_code for path in paths} == {404, 405}  # 405: pages that only show

    def test_a_liaison_sees_the_organizations_of_the_own_area(
        self, hall: Hall, land: Land, north: Organization, as_user: AsUser
    ) -> None:
        seen = as_user(hall.liaison).get(north.get_absolute_url()).status_code
        cast.assign_liaison(hall.liaison, land.north)
        assert (seen, as_user(hall.liaison).get(north.get_absolute_url()).status_code) == (404, 200)

    @pytest.mark.parametrize("name", WRITING)
    def test_forms_open_for_writers_and_the_section_only(
        self, name: str, hall: Hall, north: Organization, nanami: User, mitsuo: User, as_user: AsUser
    ) -> None:
        path = reverse(f"organizations:{name}", args=[north.pk])
        people = (nanami, hall.drafter, mitsuo, hall.mayor)
        assert [as_user(user).get(path).status_code for user in people] == [200, 200, 403, 403]

    def test_a_reader_is_told_why_not(self, north: Organization, mitsuo: User, as_user: AsUser) -> None:
        answer = as_user(mitsuo).get(reverse("organizations:describe", args=[north.pk]))
        assert "あなたの役職は「閲覧」なので" in answer.text
        assert as_user(mitsuo).get(north.get_absolute_url()).status_code == 200

    def test_addresses_are_for_the_organization_and_the_section(
        self, hall: Hall, north: Organization, nanami: User, as_user: AsUser
    ) -> None:
        north.officers.update(address="見本市北99番地")
        seen = {user.name: "見本市北99番地" in as_user(user).get(north.get_absolute_url()).text
                for user in (nanami, hall.drafter, hall.mayor)}  # fmt: skip
        assert seen == {"北野 七海": True, "起案 花子": True, "見本 一郎": False}


class TestOwn:
    def test_leads_to_the_one_organization(self, north: Organization, nanami: User, as_user: AsUser) -> None:
        answer = as_user(nanami).get(reverse("organizations:own"))
        assert answer.headers["Location"] == north.get_absolute_url()

    def test_lists_several(self, north: Organization, nanami: User, as_user: AsUser) -> None:
        other = cast.organization("北の会の子ども部")
        cast.officer(other, nanami)
        assert "北の会の子ども部" in as_user(nanami).get(reverse("organizations:own")).text

    def test_says_what_to_do_when_there_is_none(self, hall: Hall, as_user: AsUser) -> None:
        assert "役員名簿を確かめて" in as_user(hall.stranger).get(reverse("organizations:own")).text


class TestCasePages:
    def test_every_state_opens(self, hall: Hall, north: Organization, nanami: User, as_user: AsUser) -> None:
        case = build.submitted(north, nanami)
        self.look(case, as_user, nanami, hall.drafter, hall.director)
        proposal = build.proposed(case, hall)
        self.look(case, as_user, nanami, hall.drafter, hall.chief)
        build.approve_all(proposal, hall.chief, hall.manager, hall.director)
        self.look(case, as_user, nanami, hall.drafter, hall.director)

    def look(self, case: Recognition, as_user: AsUser, *people: User) -> None:
        for user in people:
            assert as_user(user).get(case.get_absolute_url()).status_code == 200

    def test_a_draft_is_its_organizations_own(
        self, hall: Hall, draft: Recognition, nanami: User, kuko: User, as_user: AsUser
    ) -> None:
        path = draft.get_absolute_url()
        assert [as_user(user).get(path).status_code for user in (nanami, hall.drafter, kuko)] == [200, 404, 404]

    @pytest.mark.parametrize("name", ["recognition", "application", "letter_draft", "review", "correction", "propose"])
    def test_nothing_is_there_for_the_neighbour(
        self, name: str, submitted: Recognition, kuko: User, as_user: AsUser
    ) -> None:
        path = reverse(f"organizations:{name}", args=[submitted.pk])
        assert as_user(kuko).get(path).status_code == 404

    @pytest.mark.parametrize("name", ["letter_draft", "review", "correction", "propose"])
    def test_the_citys_work_is_the_citys(
        self, name: str, submitted: Recognition, nanami: User, hall: Hall, as_user: AsUser
    ) -> None:
        path = reverse(f"organizations:{name}", args=[submitted.pk])
        assert [as_user(user).get(path).status_code for user in (nanami, hall.drafter)] == [403, 200]

    def test_a_proposal_goes_the_way_of_the_department_that_drafts(
        self, hall: Hall, submitted: Recognition, as_user: AsUser
    ) -> None:
        posts = hall.posts
        cast.rule("係の道すじ", "organizations.recognition", posts["chief"], posts["manager"], department=hall.section)
        path = reverse("organizations:propose", args=[submitted.pk])
        assert "係の道すじ" in as_user(hall.drafter).get(path).text

    def test_the_organization_does_not_see_the_deliberation(
        self, hall: Hall, submitted: Recognition, nanami: User, as_user: AsUser
    ) -> None:
        build.proposed(submitted, hall)
        leaders, citys = (as_user(user).get(submitted.get_absolute_url()).text for user in (nanami, hall.chief))
        assert ("決裁の道すじ" in leaders, "起案した" in leaders, "審査した" in leaders) == (False, False, False)
        assert ("決裁の道すじ" in citys, "起案した" in citys, "審査した" in citys) == (True, True, True)
