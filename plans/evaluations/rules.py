"""Who may, about the evaluation of joint projects."""

from __future__ import annotations

from django.utils import timezone

from accounts.access import YES, Answer, No
from accounts.models import User
from organizations.rules import free_to_judge
from plans.cityplan.progress.rules import works_in
from plans.evaluations.project import JointProject
from plans.evaluations.rows import Party


def party_of(user: User, project: JointProject) -> Party | None:
    """The side for which the person acts; somebody of the city's department, or of an organization that takes part."""
    parties = project.parties.select_related("organization").order_by("order")
    return next((party for party in parties if acts_for_side(user, project, party)), None)


def acts_for_side(user: User, project: JointProject, party: Party) -> bool:
    today = timezone.localdate()
    if party.organization:
        return user.acts_for(party.organization, on=today)
    return works_in(user, project.department, on=today)


def may_begin_joint(user: User, _: object) -> Answer:
    """Any department that works with others."""
    today = timezone.localdate()
    if user.is_city(on=today) and not user.audits(on=today):
        return YES
    return No("協働事業を登録するのは、市の担当課です。")


def may_take_part(user: User, project: JointProject) -> Answer:
    if party_of(user, project):
        return YES
    return No("書けるのは、この協働事業の担当課と団体の人だけです。")


def may_steer(user: User, project: JointProject) -> Answer:
    """Opening, concluding, publishing, giving up: the department, or the section; nobody who is tied."""
    today = timezone.localdate()
    if works_in(user, project.department, on=today) or user.in_section(on=today):
        return free_to_judge(user, project.organization, None)
    return No("評価を進めるのは、市の担当課と協働の担当の係です。")


def may_keep_viewpoints(user: User, _: object) -> Answer:
    if user.in_section(on=timezone.localdate()):
        return YES
    return No("評価の視点を決めるのは、協働の担当の係です。")
