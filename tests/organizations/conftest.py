import pytest

from accounts.models import User
from organizations.models import Officer, Organization, Recognition
from tests import cast
from tests.cast import Hall
from tests.organizations import build


@pytest.fixture
def mitsuo(north: Organization) -> User:
    """閲覧 of 北の会: reads, never writes."""
    user = cast.person("北野 三男", "mitsuo", "きたの みつお")
    cast.officer(north, user, Officer.Kind.VIEWER)
    return user


@pytest.fixture
def founded(north: Organization, nanami: User) -> Organization:
    """北の会, ready to apply."""
    return build.founded(north, nanami)


@pytest.fixture
def draft(north: Organization, nanami: User) -> Recognition:
    """An application that lacks nothing but being sent."""
    return build.application(north, nanami)


@pytest.fixture
def submitted(hall: Hall, north: Organization, nanami: User) -> Recognition:
    return build.submitted(north, nanami)
