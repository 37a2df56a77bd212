"""What an organization did not do by itself: a change that came to the counter; and that its president alone sends."""

from __future__ import annotations

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile

from config.demo.bodies import Life, sample_pdf
from organizations.behalf import for_whom
from organizations.models import Intake
from records.behalf import acting


def type_in(life: Life, on: date) -> None:
    """変更届 on paper, typed in by the officer; its receipt waits for the organization's word."""
    officer, body = life.hall.people["officer"], life.body
    scan = SimpleUploadedFile("変更届.pdf", sample_pdf("変更届"), content_type="application/pdf")
    intake = Intake.begin(
        body, by=officer, matter="change", channel="counter", received_on=on, scan=scan, brought_by=life.president.name
    )
    with acting(lambda case: for_whom(officer, case, on=on)):
        reason = "事務所の電話を新しくした。"
        body.report_change(by=officer, matter="phone", before="", after="0867-00-5699", on=on, reason=reason)
    intake.send(by=officer)


def let_the_president_send(life: Life) -> None:
    life.body.choose_submitters(by=life.president, submits_by="president")
