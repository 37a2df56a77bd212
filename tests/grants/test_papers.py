"""紙で出す: what was typed, as the city's forms; what was sent stays as it was sent."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import User
from grants.models import Grant, StatusRequest
from plans.models import Project, YearlyPlan
from records.corrections import Ask
from records.events import Event
from records.papers import FormPaper, Table
from records.papers.form import Column
from records.papers.keeping import KeptPapers
from records.papers.sets import SETS
from records.papers.setting import FormSetting
from records.retention.kinds import HOLDINGS
from tests.cast import MONDAY, Hall
from tests.grants import build, checking
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]


def page(grant: Any, name: str = "case", *code: str, query: str = "") -> str:
    return reverse(f"papers:{name}", args=[grant._meta.label_lower, grant.pk, *code]) + query


def text_of(content: bytes) -> str:
    return "\n".join(sheet.extract_text() for sheet in PdfReader(BytesIO(content)).pages)


def kept(case: Any) -> list[KeptPapers]:
    return list(KeptPapers.objects.about(case))


class TestKeep:
    def test_every_sending_keeps_its_papers(self, submitted: Grant):
        (copy,) = kept(submitted)
        assert [paper.code for paper in copy.papers] == [
            "grants.application",
            "plans.projects",
            "plans.budget",
            "grants.calculation",
        ]
        assert copy.is_genuine
        assert copy.kept_by == submitted.submitted_by

    def test_a_status_report_and_a_disposal_are_forms_too(self, granted: Grant, nanami: User, hall: Hall):
        StatusRequest.ask(granted, by=hall.drafter, as_of=MONDAY, due_on=MONDAY, reason="中間のため", on=MONDAY)
        (status,) = kept(checking.status_sent(granted, nanami, MONDAY))[0].papers
        assert (status.number, status.tables[0].rows[0][3]) == ("様式第14号", "50%")
        mower = checking.item(granted, nanami)
        (disposal,) = kept(checking.disposal_sent(mower, nanami))[0].papers
        assert disposal.code == "grants.disposal"
        assert disposal.tables[0].rows[0][0] == mower.name

    def test_goes_to_json_and_back(self, submitted: Grant):
        drawn = SETS["grants.grant"]["application"].papers(submitted)
        assert kept(submitted)[0].papers == drawn

    def test_later_words_do_not_reach_it(self, as_user: AsUser, submitted: Grant, nanami: User):
        Project.objects.filter(plan=submitted.yearly_plan).update(name="あとから書きかえた事業")
        submitted.organization.name = "名前を変えた会"
        submitted.organization.save()
        text = as_user(nanami).get(page(submitted, "set", "application")).text
        assert "あとから書きかえた事業" not in text
        assert "名前を変えた会 会長" not in text

    def test_a_correction_is_kept_beside_it(self, as_user: AsUser, submitted: Grant, nanami: User, hall: Hall):
        ask: Ask = {"field": "contact_name", "label": "連絡する人", "comment": "もう一度"}
        submitted.ask_correction([ask], by=hall.drafter, due_on=MONDAY)
        submitted.fill_in(
            by=nanami,
            starts_on=submitted.starts_on,
            ends_on=submitted.ends_on,
            contact_name="直した 人",
            contact_phone="0867-00-0001",
        )
        browser = as_user(nanami)
        assert "直した 人" not in browser.get(page(submitted, "set", "application")).text
        draft = browser.get(page(submitted, "set", "application", query="?draft=1")).text
        assert "直した 人" in draft
        assert "下書き" in draft
        submitted.submit(by=nanami, on=MONDAY)
        newest, first = kept(submitted)
        assert "直した 人" in browser.get(page(submitted, "set", "application")).text
        assert "直した 人" not in browser.get(page(submitted, "set", "application", query=f"?sent={first.pk}")).text
        assert newest.pk > first.pk

    def test_a_withdrawal_has_its_reason(self, as_user: AsUser, submitted: Grant, nanami: User):
        submitted.withdraw(by=nanami, reason="総会で見直すことになったため。")
        text = as_user(nanami).get(page(submitted, "set", "withdrawal")).text
        assert "取下書" in text
        assert "総会で見直すことになったため。" in text

    def test_nobody_rewrites_or_removes_it(self, submitted: Grant):
        rows: Any = models.QuerySet(KeptPapers).filter(pk=kept(submitted)[0].pk)
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.update(content=[{"title": "別のもの"}])
        with pytest.raises(IntegrityError), transaction.atomic():
            rows.delete()

    def test_goes_with_its_case(self, as_user: AsUser, submitted: Grant, nanami: User):
        HOLDINGS["grants.grant"].erase(submitted.pk)
        answer = as_user(nanami).get(page(submitted, "set", "application"))
        assert answer.status_code == 410
        assert "廃棄" in answer.text


class TestPages:
    def test_tell_all_papers_of_a_grant(self, as_user: AsUser, granted: Grant, nanami: User):
        payment = build.requested(granted, nanami)
        text = as_user(nanami).get(page(granted)).text
        assert "4つをまとめて印刷する(PDF)" in text
        assert page(payment, "pdf", "request") in text

    def test_one_pdf_has_them_all(self, as_user: AsUser, submitted: Grant, nanami: User):
        answer = as_user(nanami).get(page(submitted, "pdf", "application"))
        assert answer["Content-Type"] == "application/pdf"
        text = text_of(answer.content)
        for words in ("様式第1号", "交付申請書", "事業計画書", "収支予算書", "算定表", "金450,000円", "令和7年5月12日"):
            assert words in text
        assert "下書き" not in text

    def test_one_of_them_alone(self, as_user: AsUser, submitted: Grant, nanami: User):
        browser = as_user(nanami)
        content = browser.get(page(submitted, "pdf", "application", query="?paper=plans.budget")).content
        assert len(PdfReader(BytesIO(content)).pages) == 1
        assert browser.get(page(submitted, "pdf", "application", query="?paper=x")).status_code == 404

    def test_a_draft_says_so_on_paper(self, as_user: AsUser, draft: Grant, nanami: User):
        text = text_of(as_user(nanami).get(page(draft, "pdf", "application")).content)
        assert "下書き" in text

    def test_a_report_brings_five(self, as_user: AsUser, granted: Grant, nanami: User):
        report = build.report_draft(granted, nanami)
        text = as_user(nanami).get(page(report, "set", "report")).text
        for words in ("実績報告書", "事業実績書", "収支決算書", "精算書", "支出明細書"):
            assert words in text

    def test_are_not_the_neighbours(self, as_user: AsUser, submitted: Grant, kuko: User, hall: Hall):
        addresses = [page(submitted), page(submitted, "set", "application"), page(submitted, "pdf", "application")]
        for person in (kuko, hall.stranger):
            browser = as_user(person)
            assert {browser.get(address).status_code for address in addresses} == {404}

    @pytest.mark.parametrize("query", ["?sent=1", "?sent=x", "?sent=99999999999999999999", "?paper="])
    def test_what_was_never_sent_is_not_there(self, as_user: AsUser, draft: Grant, nanami: User, query: str):
        answer = as_user(nanami).get(page(draft, "set", "application", query=query))
        assert answer.status_code == (200 if query == "?paper=" else 404)

    @pytest.mark.parametrize("kind", ["grants.scheme", "accounts.user", "x"])
    def test_other_rows_have_none(self, as_user: AsUser, draft: Grant, nanami: User, kind: str):
        assert as_user(nanami).get(reverse("papers:case", args=[kind, draft.pk])).status_code == 404

    def test_a_plan_of_forty_rows_breaks_between_rows(self, as_user: AsUser, draft: Grant, nanami: User):
        plan: YearlyPlan = draft.yearly_plan
        model = plan.projects.get(order=1) if plan.projects.filter(order=1).exists() else plan.projects.all()[0]
        for order in range(50, 90):
            model.pk, model.order, model.name = None, order, f"事業{order}"
            model._state.adding = True
            model.content = "各集落で年に2回、道と水路を手入れします。" * 4
            model.save()
        content = as_user(nanami).get(page(draft, "pdf", "application", query="?paper=plans.projects")).content
        sheets = PdfReader(BytesIO(content)).pages
        assert len(sheets) > 3
        assert all("うち交付金" in sheet.extract_text() for sheet in sheets if "事業6" in sheet.extract_text())

    def test_costs_the_same_however_often_it_was_sent(
        self, as_user: AsUser, submitted: Grant, nanami: User, django_assert_max_num_queries: Any
    ):
        copy = kept(submitted)[0]
        for _ in range(8):
            copy.pk, copy._state.adding = None, True
            copy.save()
        browser = as_user(nanami)
        browser.get(page(submitted))
        with django_assert_max_num_queries(24):
            browser.get(page(submitted))


class TestPrivate:
    def test_addresses_and_telephones_are_left_out_as_a_whole(self):
        table = Table("", (Column("氏名"), Column("電話", private=True)), (("北野", "0867"),), head=0)
        paper = FormPaper("x", "名簿", tables=(table,))
        assert list(paper.without_private().texts())[-1] == "北野"


class TestFormNumbers:
    def test_the_section_says_how_a_form_is_called(self, as_user: AsUser, draft: Grant, nanami: User, hall: Hall):
        browser = as_user(hall.drafter)
        typed = {"programme": "", "number": "様式第3号(第6条関係)", "sign": "seal"}
        browser.post(reverse("papers:form", args=["grants.application"]), typed)
        text = as_user(nanami).get(page(draft, "set", "application")).text
        assert "様式第3号(第6条関係)" in text
        assert "印" in text
        row = FormSetting.objects.get()
        assert [event.verb for event in Event.objects.about(row)] == ["formsetting.set"]

    def test_a_programme_may_have_its_own(self, draft: Grant, hall: Hall):
        FormSetting.decide("grants.application", programme="", number="様式A", sign="", by=hall.drafter)
        own = draft.scheme.programme
        FormSetting.decide("grants.application", programme=own, number="様式B", sign="signature", by=hall.drafter)
        paper = SETS["grants.grant"]["application"].papers(draft)[0]
        assert (paper.number, paper.sign) == ("様式B", "signature")

    def test_a_paper_that_was_sent_keeps_its_number(self, as_user: AsUser, submitted: Grant, nanami: User, hall: Hall):
        FormSetting.decide("grants.application", programme="", number="様式第99号", sign="", by=hall.drafter)
        assert "様式第99号" not in as_user(nanami).get(page(submitted, "set", "application")).text

    def test_is_the_sections_own(self, as_user: AsUser, draft: Grant, nanami: User, hall: Hall):
        address = reverse("papers:form", args=["grants.application"])
        for person in (nanami, hall.chief, hall.stranger):
            allowed = person == hall.chief
            assert (as_user(person).get(address).status_code == 200) is allowed
        assert as_user(nanami).get(reverse("papers:forms")).status_code == 403
        assert as_user(hall.drafter).get(reverse("papers:form", args=["x"])).status_code == 404
