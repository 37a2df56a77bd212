"""What the demonstration tells everybody is whole: each text is published by another than its writer."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import User
from config.demo import library
from config.demo.clock import play
from organizations.models import Organization
from plans.models import ArticleEdition, NetworkQuestion, SharedPlan
from records.prose import as_html
from tests import cast
from tests.plans import build


@pytest.mark.django_db
def test_the_handbook_the_answers_the_cases_and_the_news_are_published(
    hall: cast.Hall, north: Organization, nanami: User, kuko: User
):
    south = Organization.objects.get(name="南の会")
    today = timezone.localdate()
    build.future_plan(north, nanami)
    people: Any = SimpleNamespace(people={"officer": hall.drafter, "chief": hall.chief})
    pairs = ((north, nanami), (south, kuko), (north, nanami))
    lives: Any = [SimpleNamespace(body=body, president=president) for body, president in pairs]
    play([library.tell(people, lives, today), library.share_plans(lives, today)], today)
    told = ArticleEdition.objects.public(on=today + timedelta(days=7)).select_related("article")
    assert Counter(each.article.kind for each in told) == {"chapter": 8, "question": 21, "case": 3, "news": 3}
    assert ArticleEdition.objects.get(status="asked").photos.count() == 1
    drawn = [as_html(text) for each in told for text in (each.text, each.purpose, each.learned)]
    assert [text for text in drawn if "**" in text or "##" in text or "<p>- " in text] == []
    assert (SharedPlan.objects.count(), NetworkQuestion.objects.for_all().count()) == (1, 1)
