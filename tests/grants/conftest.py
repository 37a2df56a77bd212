from datetime import datetime, time
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pypdf import PdfWriter

from accounts.models import User
from grants.models import Grant, Scheme
from organizations.models import Organization
from tests.cast import MONDAY, Hall
from tests.grants import build


@pytest.fixture(autouse=True)
def it_is_noon_of_that_monday(monkeypatch: pytest.MonkeyPatch) -> None:
    """The portal's clock; the database keeps its own."""
    noon = datetime.combine(MONDAY, time(12), tzinfo=timezone.get_default_timezone())
    monkeypatch.setattr(timezone, "now", lambda: noon)


@pytest.fixture
def scheme(hall: Hall, north: Organization) -> Scheme:
    """The lump sum of 令和7年度: 300,000 yen and 400 yen for each household (561 in 北の会's areas: 524,000 yen)."""
    return build.scheme(hall.drafter)


@pytest.fixture
def draft(north: Organization, scheme: Scheme, nanami: User) -> Grant:
    """北の会 applies for 450,000 yen; filled in, not sent."""
    return build.draft(north, scheme, nanami)


@pytest.fixture
def submitted(north: Organization, scheme: Scheme, nanami: User) -> Grant:
    return build.submitted(north, scheme, nanami)


@pytest.fixture
def proposed(submitted: Grant, hall: Hall) -> Grant:
    """Reviewed and on its way: 係長, 課長, 部長."""
    return build.proposed(submitted, hall)


@pytest.fixture
def granted(proposed: Grant, hall: Hall) -> Grant:
    build.approve(proposed, hall.chief, hall.manager, hall.director)
    return proposed


@pytest.fixture
def pdf() -> SimpleUploadedFile:
    """議事録.pdf, one blank page."""
    writer, content = PdfWriter(), BytesIO()
    writer.add_blank_page(595, 842)
    writer.write(content)
    return SimpleUploadedFile("議事録.pdf", content.getvalue(), "application/pdf")
