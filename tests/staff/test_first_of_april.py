"""1 April in the middle of everything: the day moves rights, and what was done before stays whose it was."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from organizations.models import Organization
from records.approvals import Proposal
from records.cases import NotNow
from records.fiscal import FiscalYear
from records.letters import Letter
from staff.handover.carrying import hand_over
from staff.handover.moves import Move
from staff.handover.picture import Picture
from staff.models import Department
from tests import cast
from tests.cast import Hall, Land
from tests.organizations import build
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
DAY = FiscalYear.of(timezone.localdate()).next.start
EVERYWHERE = (
    "organizations:list",
    "staff:liaisons",
    "staff:office",
    "staff:handover_start",
    "letters:list",
    "plans:list",
    "grants:list",
    "areas:list",
    "admin:index",
)
MORNING = datetime(DAY.year, DAY.month, DAY.day, 9, 0, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def proposal(north: Organization, nanami: User, hall: Hall) -> Proposal:
    """The recognition of 北の会, drafted by 花子 and approved by 係長 二郎; it waits for 課長 三子."""
    found = build.proposed(build.submitted(north, nanami), hall)
    build.approve_all(found, hall.chief)
    return found


@pytest.fixture
def april(proposal: Proposal, hall: Hall) -> Iterator[None]:
    """三子 leaves, 二郎 becomes 課長, 花子 becomes 係長, 六助 comes from the tax office; then it is the day."""
    bureau, posts = Department.objects.get(name="総務部"), {key: post.pk for key, post in hall.posts.items()}
    moves = [
        Move("a", hall.manager.pk, posts["manager"], None),
        Move("b", hall.chief.pk, posts["chief"], posts["manager"]),
        Move("c", hall.drafter.pk, posts["drafter"], posts["chief"]),
        Move("d", hall.stranger.pk, posts["clerk"], posts["drafter"]),
    ]
    seen = Picture(bureau, DAY).fingerprint
    hand_over(bureau, moves, by=hall.director, on=DAY, seen=seen, today=timezone.localdate())
    with time_machine.travel(MORNING):
        yield


def again(user: User) -> User:
    """As a new request loads the person."""
    return User.objects.get(pk=user.pk)


class TestAProposalUnderWay:
    def test_waits_for_the_post_whoever_holds_it(self, proposal: Proposal, april: None, hall: Hall) -> None:
        held = {user.name for user in User.objects.all() if Proposal.objects.held_by(user, on=DAY).exists()}
        assert "合議 三子" not in held
        step = proposal.current()
        assert step is not None
        with pytest.raises(NotNow):
            proposal.approve(by=again(hall.manager), step=step.pk)

    def test_keeps_what_the_old_holder_did(self, proposal: Proposal, april: None, hall: Hall) -> None:
        first = proposal.steps_in_order().first()
        assert first is not None
        assert (first.post, first.acted_by, first.act_taken) == (hall.posts["chief"], hall.chief, "approve")

    def test_nobody_fills_two_steps_by_moving_up(self, proposal: Proposal, april: None, hall: Hall) -> None:
        """二郎 approved as 係長 and is 課長 now: another must be found for the second step."""
        step = proposal.current()
        assert step is not None
        with pytest.raises(NotNow):
            proposal.approve(by=again(hall.chief), step=step.pk)

    def test_goes_on_with_a_new_holder(self, proposal: Proposal, hall: Hall) -> None:
        bureau = Department.objects.get(name="総務部")
        new = Picture(bureau, DAY).arrival(hall.liaison.pk, hall.posts["manager"].pk, keeps=False)
        moves = [Move("a", hall.manager.pk, hall.posts["manager"].pk, None), *new]
        seen = Picture(bureau, DAY).fingerprint
        hand_over(bureau, moves, by=hall.director, on=DAY, seen=seen, today=timezone.localdate())
        with time_machine.travel(MORNING):
            build.approve_all(proposal, again(hall.liaison), again(hall.director))
            done = [step.acted_by for step in proposal.steps_in_order()]
        assert done == [hall.chief, hall.liaison, hall.director]
        assert Letter.objects.get().issued_on == DAY


class TestWhoLeft:
    def test_sees_on_no_page_more_than_an_outsider(
        self, proposal: Proposal, april: None, hall: Hall, land: Land, north: Organization, as_user: AsUser
    ) -> None:
        gone, outsider = again(hall.manager), cast.person("外 十男", "outside")
        pages = [
            north.get_absolute_url(),
            proposal.case.get_absolute_url(),
            reverse("office_sheet", args=[hall.posts["manager"].pk, DAY.isoformat()]),
            *map(reverse, EVERYWHERE),
        ]
        answers = {who: [as_user(who).get(page, follow=True).status_code for page in pages] for who in (gone, outsider)}
        assert answers[gone] == answers[outsider]
        assert "北の会" not in "".join(as_user(gone).get(page, follow=True).text for page in pages)

    def test_was_in_office_until_the_last_evening(
        self, proposal: Proposal, hall: Hall, north: Organization, as_user: AsUser, request: pytest.FixtureRequest
    ) -> None:
        request.getfixturevalue("april")
        with time_machine.travel(MORNING - timedelta(days=1)):
            assert as_user(again(hall.manager)).get(north.get_absolute_url()).status_code == 200

    def test_keeps_the_name_in_the_trail(self, proposal: Proposal, april: None, hall: Hall) -> None:
        proposal.refresh_from_db()
        assert str(proposal.drafted_by) == "起案 花子"
