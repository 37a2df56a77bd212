"""自己評価・相互評価: a side writes its sheet and sends it; when all have, they compare and conclude."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from accounts.models import User
from plans.evaluations.project import JointProject
from plans.evaluations.rows import Improvement, Party
from records.cases import NotNow, spoken
from records.events import record
from records.telling import changes, overwrite, told_rows

WIDE = 2  # points by which the sides differ so much that they say why


@transaction.atomic
def note_results(project: JointProject, *, by: User, results: Mapping[int, str]) -> None:
    """What the agreed indicators came to: one truth for all sides."""
    project.lock()
    if project.status not in ("evaluating", "discussing"):
        raise NotNow("指標の結果は、自己評価と話し合いのあいだに書きます。")
    before = told_rows(project.indicators.all())
    for indicator in project.indicators.filter(pk__in=results):
        indicator.result = results[indicator.pk]
        indicator.save(update_fields=["result"])
    record(project, "jointproject.note_results", by=by, changes=changes(before, told_rows(project.indicators.all())))


@transaction.atomic
def score(
    project: JointProject, party: Party, *, by: User, overall: str, scores: Mapping[int, tuple[int | None, str]]
) -> None:
    """The side's sheet, half-written too. The history says that it was written and not what: others read it."""
    _may_write_sheet(project, party)
    for row in party.scores.filter(item__in=scores):
        row.points, row.reason = scores[row.item_id]
        row.save(update_fields=["points", "reason"])
    party.overall = overall
    party.save(update_fields=["overall"])
    record(project, "jointproject.score", by=by, comment=str(party))


def _may_write_sheet(project: JointProject, party: Party) -> None:
    project.lock()
    project.check_move("compare")
    party.refresh_from_db(from_queryset=Party.objects.select_for_update(no_key=True))
    if party.is_sent:
        raise NotNow("自己評価は、もう出してあります。相手が出すと、くらべられます。")


@transaction.atomic
def answer(project: JointProject, party: Party, improvement: Improvement, *, by: User, outcome: str, text: str) -> None:
    """What became of an improvement that the side took on in the year before."""
    project.lock()
    project.check_move("compare")
    if improvement not in carried(project, party):
        raise NotNow("この改善に答えるのは、引き受けた側です。")
    changed = overwrite(improvement, {"outcome": outcome, "answer": text.strip(), "answered_in": project})
    with spoken(Improvement):
        improvement.save()
    record(project, "jointproject.answer", by=by, changes=changed, comment=str(improvement))


def carried(project: JointProject, party: Party | None = None) -> list[Improvement]:
    """The improvements of the year before; those that one side took on."""
    if project.previous_id is None:
        return []
    rows = Improvement.objects.filter(project=project.previous_id).select_related("owner__organization")
    return list(rows.filter(owner__organization=party.organization_id) if party else rows)


def lacking_in(project: JointProject, party: Party) -> dict[str, str]:
    """What keeps a side's sheet from being sent, each at its field of the page."""
    found: dict[str, str] = {}
    for row in party.scores.select_related("item"):
        if not row.points:
            found[f"points_{row.item_id}"] = f"「{row.item.name}」の点を選んでください。"
        if not row.reason.strip():
            found[f"reason_{row.item_id}"] = f"「{row.item.name}」の理由を書いてください。"
    for each in carried(project, party):
        if each.answered_in_id is None:
            found[f"outcome_{each.pk}"] = f"前の年度の改善「{each}」が、どうなったかを選んでください。"
    return found


@transaction.atomic
def send(project: JointProject, party: Party, *, by: User, on: date) -> None:
    """The whole sheet, each point with its reason, and every improvement answered. With the last one all are open."""
    _may_write_sheet(project, party)
    if lacking := lacking_in(project, party):
        raise NotNow(lacking)
    project.sign(party, "sent", by=by, on=on, again="自己評価は、もう出してあります。")
    record(project, "jointproject.send", by=by, comment=str(party))
    if not project.parties.filter(sent_on=None).exists():
        project.take("compare", by=by)
        project.save()
        project.tell("みなの自己評価がそろいました。くらべて、話し合いの結果を書いてください。", but=by, on=on)


@transaction.atomic
def discuss(
    project: JointProject,
    *,
    by: User,
    conclusion: str,
    concluded: Mapping[int, str],
    improvements: Sequence[Mapping[str, Any]],
) -> None:
    """相互評価シート: written by either side after the talk; whoever had agreed to another text agrees anew."""
    project.lock()
    project.check_move("settle")
    before = told_rows([*project.items.all(), *project.improvements.all()])
    changed = overwrite(project, {"conclusion": conclusion.strip()})
    project.save()
    for item in project.items.filter(pk__in=concluded):
        item.concluded = concluded[item.pk]
        item.save(update_fields=["concluded"])
    project.improvements.all().delete()
    Improvement.objects.bulk_create(
        Improvement(project=project, order=order, **row) for order, row in enumerate(improvements, start=1)
    )
    project.parties.update(talk_agreed_by=None, talk_agreed_on=None)
    after = told_rows([*project.items.all(), *project.improvements.all()])
    record(project, "jointproject.discuss", by=by, changes=[*changed, *changes(before, after)])


@transaction.atomic
def agree_talk(project: JointProject, party: Party, *, by: User, on: date) -> None:
    """One side agrees to what was written; with the last one it goes to the external evaluation."""
    project.lock()
    project.check_move("settle")
    if gaps := gaps_of(project):
        raise NotNow(gaps)
    project.sign(party, "talk_agreed", by=by, on=on, again="もう合意しています。")
    record(project, "jointproject.agree_talk", by=by, comment=str(party))
    if not project.parties.filter(talk_agreed_on=None).exists():
        project.take("settle", by=by)
        project.save()
        project.tell("話し合いの結果がまとまりました。外部評価に進みます。", but=by, on=on)


def gaps_of(project: JointProject) -> list[str]:
    """What keeps the talk from being finished."""
    found = [] if project.conclusion.strip() else ["話し合いの結論を書いてください。"]
    if not project.improvements.exists():
        found.append("改善することを1つ以上書いてください。次の年度の評価で、どうなったかを答えます。")
    for item in project.items.prefetch_related("scores"):
        points = [each.points for each in item.scores.all() if each.points]
        if points and max(points) - min(points) >= WIDE and not item.concluded.strip():
            found.append(
                f"「{item}」は点が{max(points) - min(points)}点ちがいます。話し合って分かったことを書いてください。"
            )
    return found
