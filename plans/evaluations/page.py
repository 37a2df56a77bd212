"""All that the pages of a joint project show, to one reader: the other side's sheet only when all have sent theirs."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from accounts.models import User
from organizations.hearings import Hearing, reads_as_member
from plans.evaluations.judging import carried, gaps_of
from plans.evaluations.picture import picture_of
from plans.evaluations.project import JointProject
from plans.evaluations.rows import Party, Score
from plans.evaluations.rules import may_steer, party_of
from records.events import Event
from records.pieces import Fact, Tag, steps

Status = JointProject.Status
YOURS = Tag("あなたの番です", "now")
TAGS: dict[str, Tag] = {
    Status.PREPARED: Tag("目標を決めています", "way"),
    Status.AGREED: Tag("目標に合意", "good"),
    Status.EVALUATING: Tag("自己評価", "way"),
    Status.DISCUSSING: Tag("話し合い", "way"),
    Status.REVIEWING: Tag("外部評価", "way"),
    Status.CONCLUDED: Tag("評価がまとまった", "good"),
    Status.PUBLISHED: Tag("公表", "good"),
    Status.DROPPED: Tag("取りやめ", "over"),
}
WAY = ("目標の合意", "自己評価", "話し合い", "外部評価", "公表")
AT = {"prepared": 0, "agreed": 1, "evaluating": 1, "discussing": 2, "reviewing": 3, "concluded": 4, "published": 5}


def result_of(project: JointProject, party: Party | None) -> dict[str, Any]:
    """What is shown inside and, once it is published, to everybody; in a fixed number of queries."""
    parties = list(project.parties.select_related("organization").order_by("order"))
    for each in parties:
        each.project = project
    items = list(project.items.all())
    scores = list(Score.objects.filter(party__project=project).visible_to_side(party))
    side_of = {each.pk: each for each in parties}
    for score in scores:
        score.party = side_of[score.party_id]
    hearings = Hearing.objects.about(project).filter(status="answered").select_related("committee")
    today = timezone.localdate()
    return {
        "project": project,
        "parties": parties,
        "bodies": [each.organization for each in parties if each.organization],
        "indicators": list(project.indicators.all()),
        "items": items,
        "picture": picture_of(items, parties, scores) if project.is_compared else None,
        "improvements": list(project.improvements.select_related("owner__organization", "answered_in")),
        "carried": carried(project),
        "reviews": [(hearing, hearing.tally(on=today)) for hearing in hearings],
        "facts": facts_of(project),
    }


def facts_of(project: JointProject) -> list[Fact]:
    return [
        Fact("共通の目的", project.purpose),
        Fact("成果目標", project.goal or "–"),
        Fact("受けた人の評価", project.beneficiaries or "–"),
        Fact("市の担当課", project.department),
    ]


def joint_context(project: JointProject, user: User) -> dict[str, Any]:
    today = timezone.localdate()
    party, inside = party_of(user, project), user.is_city(on=today)
    steers = bool(may_steer(user, project))
    member = not inside and reads_as_member(user, project, on=today)
    mine = party is not None and is_turn(project, party)
    return {
        **result_of(project, party),
        "party": party,
        "mine": mine,
        "tag": YOURS if mine else TAGS[Status(project.status)],
        "steps": steps(*WAY, at=AT.get(project.status, 0), stopped=project.status == Status.DROPPED),
        "steers": steers,
        "inside": inside,
        "gaps": gaps_of(project) if party and project.status == Status.DISCUSSING else [],
        "events": [] if member else list(Event.objects.about(project)),
        "today": today,
        "following": JointProject.objects.filter(previous=project).first(),
    }


def is_turn(project: JointProject, party: Party) -> bool:
    """Whether something waits for this side."""
    return {
        Status.PREPARED: party.goals_agreed_on is None,
        Status.EVALUATING: party.sent_on is None,
        Status.DISCUSSING: party.talk_agreed_on is None,
    }.get(Status(project.status), False)
