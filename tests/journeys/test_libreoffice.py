"""The workbook of a plan goes through LibreOffice itself: opened, changed, saved, and taken back.

Changed by way of flat ODF, which is LibreOffice's own account of the document: xlsx → fods → xlsx, each by the program.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from grants.heaps.taking import take as take_receipts
from grants.heaps.workbook import look_through as look_through_receipts
from grants.heaps.workbook import prepared as receipts
from organizations.models import Organization
from plans.models import YearlyPlan
from plans.workbooks.grids import prepared
from plans.workbooks.judging import look_through, take
from tests.cast import Hall
from tests.grants import build
from tests.grants.conftest import it_is_noon_of_that_monday  # noqa: F401  # a fixture
from tests.plans.conftest import draft  # noqa: F401  # a fixture


def converted(file: Path, kind: str) -> Path:
    profile = file.parent / "profile"
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(file.parent / kind), str(file)], check=True, capture_output=True)
    return file.parent / kind / f"{file.stem}.{kind}"


@pytest.mark.django_db
def test_receipts_survive_libreoffice(north: Organization, nanami: User, hall: Hall, tmp_path: Path):
    granted = build.proposed(build.submitted(north, build.scheme(hall.drafter), nanami), hall)
    build.approve(granted, hall.chief, hall.manager, hall.director)
    build.paid(granted, nanami, hall)
    granted.refresh_from_db()
    report = build.report_draft(granted, nanami)
    first = report.expense_rows()[0]
    file = tmp_path / "receipts.xlsx"
    file.write_bytes(receipts(report, by=nanami))
    document = converted(file, "fods")
    text = document.read_text()
    assert f"{first.payee}</text:p>" in text
    document.write_text(text.replace(f">{first.payee}</text:p>", ">別の商店</text:p>", 1))
    heap = look_through_receipts(
        report, SimpleUploadedFile("x.xlsx", converted(document, "xlsx").read_bytes()), by=nanami
    )
    assert (heap.problems, heap.added, heap.changed, heap.struck) == ([], 0, 1, [])
    take_receipts(report, heap, by=nanami)
    first.refresh_from_db()
    assert first.payee == "別の商店"


@pytest.mark.django_db
def test_a_workbook_survives_libreoffice(draft: YearlyPlan, nanami: User, tmp_path: Path):  # noqa: F811
    file = tmp_path / "plan.xlsx"
    file.write_bytes(prepared(draft))
    document = converted(file, "fods")
    text = document.read_text()
    assert "見守り</text:p>" in text
    document.write_text(text.replace(">見守り</text:p>", ">見守りと声かけ</text:p>"))
    saved = converted(document, "xlsx").read_bytes()
    look = look_through(draft, SimpleUploadedFile("plan.xlsx", saved))
    assert (look.wrong, look.conflicts, look.counts()) == ([], [], {"added": 0, "changed": 1, "removed": 0})
    take(look, by=nanami)
    assert [project.name for project in draft.projects.all()] == ["見守りと声かけ", "敬老のつどい"]
