import pytest


@pytest.fixture(autouse=True)
def no_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """On a slow machine too a job does all of its few cases in one go."""
    monkeypatch.setattr("records.approvals.carrying.SLICE", 600)
