"""A character that no face has stops the decision itself, and the sentence names letter, field and character."""

import pytest
from django.core.exceptions import ValidationError

from grants.models import Grant
from organizations.models import Officer
from records.letters import Letter
from records.numbers import Series
from tests.grants import build


def test_the_decision_waits_until_the_character_is_mended(proposed: Grant, hall, nanami):
    Officer.objects.filter(user=nanami).update(name="北野 🌸海")
    build.approve(proposed, hall.chief, hall.manager)
    with pytest.raises(ValidationError) as refusal:
        build.approve(proposed, hall.director)
    assert "「交付決定通知書」(北の会)の宛先の「🌸」(U+1F338)を印刷できる書体がありません。" in refusal.value.messages
    proposed.refresh_from_db()
    assert proposed.status == Grant.Status.PROPOSED
    assert not Letter.objects.filter(kind="grants.decision").exists()
    assert not Series.objects.filter(name="市協").exists(), "no number was taken"
    Officer.objects.filter(user=nanami).update(name="北野 花海")
    build.approve(proposed, hall.director)
    assert Letter.objects.get(kind="grants.decision").addressee == "北の会 会長 北野 花海"
