"""The main job, end to end, through the pages only: from the liaison to the printed letter."""

from collections.abc import Callable
from datetime import date

import pytest
from django.utils import timezone

from records.fiscal import FiscalYear
from tests import cast
from tests.journeys import founding, granting
from tests.journeys.mailbox import Mailbox
from tests.journeys.people import PHONE, Person

Visit = Callable[..., Person]


@pytest.fixture
def register(transactional_db: None) -> None:
    """What is there before anybody opens the portal: the city's offices and people, its areas and their figures."""
    cast.city_hall()
    cast.land(as_of=FiscalYear.of(timezone.localdate()).start)


def test_from_the_liaison_to_the_printed_letter(register: None, visit: Visit, mailbox: Mailbox):
    today = timezone.localdate()
    hanako, nanami, kuko = visit(), visit(), visit()
    hanako.sign_in("drafter@example.jp")
    begin(hanako, nanami, kuko, mailbox, today)
    posts = holders(visit, "chief", "manager", "director")
    recognise(hanako, nanami, posts, mailbox, today)
    nanami = plan_the_year(hanako, nanami, posts, visit, today)
    grant(hanako, nanami, posts, mailbox, today)
    granting.read_decision(visit(PHONE, is_mobile=True, has_touch=True), today)
    granting.print_letters(hanako)
    granting.find_nothing(kuko, nanami)


def holders(visit: Visit, *mails: str) -> list[Person]:
    """The people at the posts of the route, each at an own desk."""
    posts = [visit() for _ in mails]
    for holder, mail in zip(posts, mails, strict=True):
        holder.sign_in(f"{mail}@example.jp")
    return posts


def begin(hanako: Person, nanami: Person, kuko: Person, mailbox: Mailbox, today: date) -> None:
    founding.assign_liaison(hanako, today)
    for president, body in ((nanami, founding.NORTH), (kuko, founding.SOUTH)):
        founding.register(hanako, mailbox, body, today)
        founding.accept_invitation(president, mailbox, body)
    founding.found_committee(nanami, today)
    founding.write_future_plan(nanami)
    founding.ask_the_city(nanami, hanako, today)
    founding.found(nanami, today)


def recognise(hanako: Person, nanami: Person, posts: list[Person], mailbox: Mailbox, today: date) -> None:
    founding.apply(nanami)
    founding.mend(hanako, nanami, mailbox)
    founding.propose(hanako, today)
    founding.send_back(posts[0], hanako)
    founding.approve(*posts)
    founding.read_recognition(nanami, mailbox, today)


def plan_the_year(hanako: Person, nanami: Person, posts: list[Person], visit: Visit, today: date) -> Person:
    """The president's window is shut in the middle of the work; the one who comes back is given back."""
    granting.make_scheme(hanako, today)
    granting.write_rows(hanako, posts)
    granting.begin_plan(nanami)
    again = visit()
    again.been |= nanami.been
    granting.finish_plan(again)
    return again


def grant(hanako: Person, nanami: Person, posts: list[Person], mailbox: Mailbox, today: date) -> None:
    granting.apply(nanami)
    granting.mend(hanako, nanami, mailbox, today)
    granting.propose(hanako)
    granting.approve(*posts)
