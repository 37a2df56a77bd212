"""What holds once the earlier proposals have their items, numbers and acts."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0009_approvals_kept")]

    operations = [
        migrations.RemoveIndex(
            model_name="proposal",
            name="proposal_of_case",
        ),
        migrations.RemoveField(
            model_name="proposal",
            name="case_id",
        ),
        migrations.RemoveField(
            model_name="proposal",
            name="case_type",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="step",
            trigger=pgtrigger.compiler.Trigger(
                name="written_once",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.acted_at IS NOT NULL AND (OLD.act_taken, OLD.acted_by_id, OLD.acted_at, OLD.acted_as, OLD.deputy_id, OLD.comment, OLD.position, OLD.part, OLD.post_id, OLD.round) IS DISTINCT FROM (NEW.act_taken, NEW.acted_by_id, NEW.acted_at, NEW.acted_as, NEW.deputy_id, NEW.comment, NEW.position, NEW.part, NEW.post_id, NEW.round))",
                    func="RAISE EXCEPTION 'What was done in a step is never rewritten.' USING ERRCODE = '23514';",
                    hash="64c342664d5be99079d46dd50449a2049e51c680",
                    operation="UPDATE",
                    pgid="pgtrigger_written_once_82b4f",
                    table="records_step",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(fields=("proposal", "number"), name="one_step_per_number_of_a_proposal"),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(
                condition=models.Q(("voided_at", None), models.Q(("act_taken", "send_back"), _negated=True)),
                fields=("proposal", "position", "post"),
                name="one_live_step_per_position_and_post_of_a_proposal",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("act_taken__in", ("approve", "condition", "object", "decide")), ("voided_at", None)
                ),
                fields=("proposal", "acted_by"),
                name="nobody_fills_two_steps_of_a_proposal",
                violation_error_message="同じ人が2つの段階を受け持つことはできません。",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(
                condition=models.Q(("act_taken", "decide"), ("voided_at", None)),
                fields=("proposal",),
                name="one_decision_per_proposal_and_no_more",
                violation_error_message="この起案は、もう決裁されています。",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("act_taken", "decide"), _negated=True), ("part", "decide"), _connector="OR"
                ),
                name="only_the_deciding_post_decides",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="act",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="ba1b563a739ee07641631928f9868b81969f726d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_80f52",
                    table="records_act",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="act",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only_truncate",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'The record is append-only.' USING ERRCODE = '23514';",
                    hash="be7f749b2c77166cc77f2d7234ee64c5bfb4c1c9",
                    level="STATEMENT",
                    operation="TRUNCATE",
                    pgid="pgtrigger_append_only_truncate_22bfe",
                    table="records_act",
                    when="BEFORE",
                ),
            ),
        ),
    ]
