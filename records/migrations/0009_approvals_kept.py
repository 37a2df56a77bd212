"""The proposals that there are get their items, the numbers of their steps, and the acts that led to where they stand."""

from typing import Any

from django.db import migrations

OUTCOMES = {"running": "pending", "decided": "done", "returned": "dropped"}


def carry_over(apps: Any, _: Any) -> None:
    proposals = apps.get_model("records", "Proposal").objects.select_related("case_type").order_by("pk")
    for proposal in proposals:
        kind = {"recognition": "organizations.recognition", "grant": "grants.grant"}
        proposal.kind = kind.get(proposal.case_type.model, proposal.case_type.model)
        proposal.save(update_fields=["kind"])
        keep(apps, proposal)


def keep(apps: Any, proposal: Any) -> None:
    steps = list(proposal.steps.order_by("position"))
    acts = apps.get_model("records", "Act").objects
    route = [[step.position, step.post_id, step.part] for step in steps]
    acts.create(
        proposal=proposal,
        number=1,
        kind="draft",
        by_id=proposal.drafted_by_id,
        at=proposal.drafted_at,
        facts={"route": route},
    )
    opened, number = proposal.drafted_at, 1
    for step in steps:
        step.number, step.opened_at = step.position, opened
        if step.acted_at:
            number += 1
            if step.part == "decide" and step.act_taken == "approve":
                step.act_taken = "decide"
            acts.create(
                proposal=proposal,
                number=number,
                kind=step.act_taken,
                step=step,
                by_id=step.acted_by_id,
                at=step.acted_at,
                comment=step.comment,
            )
        opened = step.acted_at if step.act_taken in {"approve", "decide"} else None
        step.save()
    done_at = max((step.acted_at for step in steps if step.acted_at), default=proposal.drafted_at)
    outcome = OUTCOMES[proposal.status]
    apps.get_model("records", "Item").objects.create(
        proposal=proposal,
        case_type_id=proposal.case_type_id,
        case_id=proposal.case_id,
        outcome=outcome,
        done_at=done_at if outcome == "done" else None,
    )


class Migration(migrations.Migration):
    dependencies = [("records", "0008_approvals")]

    operations = [migrations.RunPython(carry_over, migrations.RunPython.noop)]
