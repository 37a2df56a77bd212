"""Looking back: photos of what came of a year, shown to everybody, and a future plan gone through in its middle."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from config.demo.bodies import Life
from config.demo.clock import Story
from config.demo.library import picture
from config.demo.plans import TEXTS
from grants.models import Report
from grants.results.photos import add
from grants.results.showing import show
from plans.models import FuturePlan, PlanReview

SHOWN = "kumano"  # whose results everybody reads


def put_photos(life: Life, report: Report) -> None:
    """While the report is written."""
    if life.facts["key"] != SHOWN:
        return
    projects = {project.name: project for project in report.projects.all()}
    for name, scene in TEXTS["photos"]["rows"]:
        photo = SimpleUploadedFile(f"{name}.jpg", picture(scene), content_type="image/jpeg")
        add(report, projects[name], [photo], by=life.president)


def show_results(life: Life, report: Report, *, on: date) -> None:
    """Once it was sent."""
    if life.facts["key"] == SHOWN:
        show(report, by=life.president, on=on)


def look_back(life: Life, day: date) -> Story[None]:
    """中間見直し as far as the second evening: two measures are still to be talked over."""
    on = yield day
    plan = FuturePlan.objects.in_force().get(organization=life.body)
    review = PlanReview.begin(plan, by=life.president, on=on)
    yield day + timedelta(days=7)
    items = list(review.items.select_related("goal"))
    told = TEXTS["review"]
    names = ("result", "reason", "content")
    results: dict[int, Any] = {
        item.pk: dict(zip(names, row, strict=True)) for item, row in zip(items, told["results"], strict=False)
    }
    content, reason = told["added"]
    added = [{"goal": items[-1].goal, "content": content, "reason": reason}]
    review.write(by=life.president, results=results, added=added, meetings=[], talked=told["talked"], summary="")
