"""A meeting's 部会 is a row of its body instead of a text: each text becomes, or finds, such a row."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q
from django.utils import timezone


def texts_to_rows(apps, _):
    meetings, sections = apps.get_model("organizations", "Meeting"), apps.get_model("organizations", "Section")
    for meeting in meetings.objects.exclude(old_section="").order_by("starts_at", "pk"):
        if meeting.organization_id is None:  # no area has sections: the word goes before the title
            meeting.title = f"{meeting.old_section} {meeting.title}".strip()[:80]
        else:
            meeting.section = found_or_made(sections, meeting)
        meeting.save(update_fields=["title", "section"])


def found_or_made(sections, meeting):
    """Of that name on the meeting's day; else the first of that name, begun earlier; else a new one."""
    day = timezone.localtime(meeting.starts_at).date()
    named = sections.objects.filter(organization_id=meeting.organization_id, name=meeting.old_section)
    held = named.filter(Q(starts_on__lte=day), Q(ends_on=None) | Q(ends_on__gte=day)).first()
    if held:
        return held
    first = named.filter(starts_on__gt=day).order_by("starts_on").first()
    if first:
        first.starts_on = day
        first.save(update_fields=["starts_on"])
        return first
    last = named.order_by("-starts_on").first()
    if last:
        return last
    facts = {"organization_id": meeting.organization_id, "name": meeting.old_section, "starts_on": day}
    return sections.objects.create(**facts)


LIVE = ~Q(status="cancelled")
NOW, LATER = "SET CONSTRAINTS ALL IMMEDIATE", "SET CONSTRAINTS ALL DEFERRED"


class Migration(migrations.Migration):
    dependencies = [
        ("organizations", "0010_guidance_by_letter"),
    ]

    operations = [
        migrations.RemoveConstraint("meeting", "no_organization_holds_the_same_meeting_twice"),
        migrations.RemoveConstraint("meeting", "no_area_has_the_same_meeting_twice"),
        migrations.RenameField("meeting", "section", "old_section"),
        migrations.AddField(
            model_name="meeting",
            name="section",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meetings",
                to="organizations.section",
                verbose_name="部会",
            ),
        ),
        migrations.RunPython(texts_to_rows, migrations.RunPython.noop, elidable=True),
        migrations.RunSQL(NOW, NOW),  # what waits for the end of the transaction would keep the table from changing
        migrations.RunSQL(LATER, LATER),
        migrations.RemoveField("meeting", "old_section"),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.CheckConstraint(
                condition=Q(section=None) | Q(organization__isnull=False),
                name="only_a_meeting_of_an_organization_is_of_a_section",
                violation_error_message="部会を選べるのは、団体の会議だけです。",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                condition=LIVE & Q(organization__isnull=False, number__isnull=False),
                fields=["kind", "organization", "section", "fiscal_year", "number"],
                name="no_organization_holds_the_same_meeting_twice",
                nulls_distinct=False,
                violation_error_message="その回の会議は、もうあります。回の数を確かめてください。",
            ),
        ),
        migrations.AddConstraint(
            model_name="meeting",
            constraint=models.UniqueConstraint(
                condition=LIVE & Q(area__isnull=False, number__isnull=False),
                fields=["kind", "area", "fiscal_year", "number"],
                name="no_area_has_the_same_meeting_twice",
                violation_error_message="その回の会議は、もうあります。回の数を確かめてください。",
            ),
        ),
    ]
