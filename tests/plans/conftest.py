import pytest

from accounts.models import User
from organizations.models import Organization
from plans.models import FuturePlan, YearlyPlan
from tests.plans import build


@pytest.fixture
def draft(north: Organization, nanami: User) -> YearlyPlan:
    """令和7年度 of 北の会, complete but not sent."""
    return build.yearly_draft(north, nanami)


@pytest.fixture
def sent(north: Organization, nanami: User) -> YearlyPlan:
    """令和7年度 of 北の会, sent as 案."""
    return build.yearly_plan(north, nanami)


@pytest.fixture
def future(north: Organization, nanami: User) -> FuturePlan:
    """北の会's future plan, complete but not adopted."""
    return build.future_draft(north, nanami)


@pytest.fixture
def adopted(north: Organization, nanami: User) -> FuturePlan:
    return build.future_plan(north, nanami)
