"""Two people at the same instant, in real transactions: one application, one number, one decision, one letter."""

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, BrokenBarrierError, Thread
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.models import User
from organizations.courses.learners import attend
from organizations.models import Course, Learner, Officer, Organization, Recognition, Territory
from records.approvals import Proposal
from records.attachments import Attachment, receive
from records.events import Event
from records.letters import Letter
from tests import cast
from tests.cast import LONG_AGO, MONDAY, Hall, Land
from tests.organizations import build
from tests.organizations.courses import build as courses

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(*verbs: Callable[[], object]) -> list[str]:
    """Starts all together, each on its own connection; what each answered: 「done」 or the sentence of its refusal."""
    start, answers = Barrier(len(verbs)), list[str]()

    def run(verb: Callable[[], object]) -> None:
        start.wait()
        try:
            verb()
            answers.append("done")
        except ValidationError as refusal:
            answers.append(refusal.messages[0])
        finally:
            connection.close()

    threads = [Thread(target=run, args=[verb]) for verb in verbs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def test_two_submissions_are_one(north: Organization, nanami: User, hachiro: User) -> None:
    case = build.application(north, nanami)
    copies = [Recognition.objects.get(pk=case.pk) for _ in range(2)]
    answers = at_once(
        lambda: copies[0].submit(by=nanami, on=MONDAY, **build.TYPED),
        lambda: copies[1].submit(by=hachiro, on=MONDAY, **build.TYPED),
    )
    assert answers == ["done", Recognition.NOT_NOW["submit"]]
    assert Event.objects.about(case).filter(verb="recognition.submit").count() == 1
    assert Recognition.objects.get().receipt_number == 1


def test_two_beginnings_are_one(north: Organization, nanami: User, hachiro: User) -> None:
    build.founded(north, nanami)
    copies = [Organization.objects.get(pk=north.pk) for _ in range(2)]
    answers = at_once(
        lambda: Recognition.begin(copies[0], by=nanami, on=MONDAY),
        lambda: Recognition.begin(copies[1], by=hachiro, on=MONDAY),
    )
    assert answers == ["done", "この団体の認可の申請は、もうあります。"]
    assert Recognition.objects.count() == 1


def test_two_decisions_are_one_with_one_letter(hall: Hall, north: Organization, nanami: User) -> None:
    case = build.submitted(north, nanami)
    proposal = build.proposed(case, hall)
    build.approve_all(proposal, hall.chief, hall.manager)
    step = proposal.current()
    assert step
    copies = [Proposal.objects.get(pk=proposal.pk) for _ in range(2)]
    answers = at_once(
        lambda: copies[0].approve(by=hall.director, step=step.pk),
        lambda: copies[1].approve(by=hall.director, step=step.pk),
    )
    assert answers[0] == "done"
    assert "ほかの人が先に処理しました" in answers[1]
    assert (Letter.objects.count(), Territory.objects.count()) == (1, 2)
    assert Event.objects.about(case).filter(verb="recognition.recognise").count() == 1


def test_two_organizations_cannot_be_recognised_on_one_ground(
    hall: Hall, land: Land, north: Organization, nanami: User
) -> None:
    rival, leader = cast.organization("北の別の会", land.north_oaza), cast.person("北野 別", "betsu")
    cast.officer(rival, leader)
    proposals = [build.proposed(build.submitted(body, by), hall) for body, by in ((north, nanami), (rival, leader))]
    for proposal in proposals:
        build.approve_all(proposal, hall.chief, hall.manager)
    answers = at_once(*(lambda proposal=proposal: build.approve_all(proposal, hall.director) for proposal in proposals))
    assert answers[0] == "done"
    assert "すでに認可された団体と重なっています" in answers[1]
    assert (Organization.objects.active().count(), Letter.objects.count()) == (1, 1)
    assert list(Letter.objects.values_list("number", flat=True)) == [1]


def test_two_presidents_are_one(north: Organization, hall: Hall) -> None:
    copies = [Organization.objects.get(pk=north.pk) for _ in range(2)]
    line: Any = {"by": hall.drafter, "kind": Officer.Kind.PRESIDENT, "furigana": "みほん", "starts_on": LONG_AGO}
    answers = at_once(
        lambda: copies[0].appoint(name="会長 甲", **line),
        lambda: copies[1].appoint(name="会長 乙", **line),
    )
    assert answers[0] == "done"
    assert "もう会長がいます" in answers[1]
    assert north.officers.count() == 1


def test_the_same_file_from_two_windows_is_one_paper(north: Organization, nanami: User) -> None:
    copies = [Organization.objects.get(pk=north.pk) for _ in range(2)]
    answers = at_once(
        lambda: receive(copies[0], build.pdf(), purpose="区域の図", by=nanami),
        lambda: receive(copies[1], build.pdf(), purpose="区域の図", by=nanami),
    )
    assert (answers, Attachment.objects.count()) == (["done", "done"], 1)


def test_two_courses_that_finish_number_one_after_the_other(
    north: Organization, nanami: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    both = [courses.announced(north, nanami, title=title) for title in ("講座 甲", "講座 乙")]
    for course in both:
        person = courses.learner(course)
        attend(course, by=nanami, came={(person.pk, each.pk) for each in course.sessions()})
    numbering, able = Barrier(2), Course.able

    def together(course: Course) -> list[Any]:
        """Both would number now, if one had not to wait for the other."""
        with suppress(BrokenBarrierError):
            numbering.wait(timeout=0.2)
        return able(course)

    monkeypatch.setattr(Course, "able", together)
    answers = at_once(*(lambda course=course: course.finish(by=nanami, on=courses.FINISH) for course in both))
    assert answers == ["done", "done"]
    assert set(Learner.objects.values_list("number", flat=True)) == {1, 2}
