"""The workbook of a plan goes through LibreOffice itself: opened, changed, saved, and taken back.

Changed by way of flat ODF, which is LibreOffice's own account of the document: xlsx → fods → xlsx, each by the program.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import User
from plans.models import YearlyPlan
from plans.workbooks.grids import prepared
from plans.workbooks.judging import look_through, take
from tests.plans.conftest import draft  # noqa: F401  # a fixture


def converted(file: Path, kind: str) -> Path:
    profile = file.parent / "profile"
    command = ["soffice", f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", kind]
    subprocess.run([*command, "--outdir", str(file.parent / kind), str(file)], check=True, capture_output=True)
    return file.parent / kind / f"{file.stem}.{kind}"


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
