import pytest
from django.utils import timezone

from tests.organizations.meetings.build import NOON


@pytest.fixture
def monday_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """The moment at which these tests play, for pages that look at the clock."""
    monkeypatch.setattr(timezone, "now", lambda: NOON)
