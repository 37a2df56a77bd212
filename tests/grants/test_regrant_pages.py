"""再交付 on the pages: the association does each step by one button, the city reads, the neighbour finds nothing."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from grants.models import Grant, ReGrant
from tests.cast import Hall
from tests.grants import build
from tests.grants.handing_on import applied, begun, decided, told
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
TYPED = {
    "applied_on": "R7.5.12", "group": "北の子ども食堂", "kana": "きたのこどもしょくどう", "representative": "北野 十一",
    "phone": "0867-00-1111", "title": "夕ごはんの会", "purpose": "月に2回、夕ごはんを出す。",
    "cost": "120,000", "asked": "100,000",
}  # fmt: skip


@pytest.fixture
def terms() -> dict[str, Any]:
    return {"regrants": True}


def step(case: ReGrant, code: str) -> str:
    return reverse("grants:regrant_step", args=[case.pk, code])


class TestTheAssociation:
    def test_goes_from_the_grants_page_to_the_end(
        self, as_user: AsUser, granted: Grant, nanami: User, hachiro: User, hall: Hall, pdf: SimpleUploadedFile
    ):
        build.paid(granted, nanami, hall)
        types, judges = as_user(hachiro), as_user(nanami)
        new = reverse("grants:regrant_new", args=[granted.pk])
        assert new in types.get(granted.get_absolute_url()).text
        project = granted.yearly_plan.projects.all()[0].name
        types.post(new, {**TYPED, "project": project})
        case = ReGrant.objects.get()
        assert (case.typed_by, case.project) == (hachiro, project)
        assert step(case, "submit") in types.get(case.get_absolute_url()).text
        types.post(step(case, "submit"))
        assert "決めるのは、ほかの役員です" in types.get(case.get_absolute_url()).text
        assert step(case, "decide") in judges.get(case.get_absolute_url()).text
        judges.post(step(case, "decide"), {"amount": "80,000", "decided_on": "R7.5.12", "note": ""})
        types.post(step(case, "pay"), {"paid": "80,000", "paid_on": "R7.5.12"})
        said: dict[str, Any] = {"reported_on": "R7.5.12", "result": "した。", "spent": "70,000", "receipts": "9"}
        types.post(step(case, "report"), {**said, "papers": pdf})
        judges.post(step(case, "confirm"), {"confirmed": "70,000", "confirmed_on": "R7.5.12"})
        page = types.get(case.get_absolute_url()).text
        assert "10,000円" in page
        assert "議事録.pdf" in page
        types.post(step(case, "collect"), {"returned_on": "R7.5.12"})
        case.refresh_from_db()
        assert (case.status, case.confirmed, case.refund) == ("closed", 70_000, 10_000)

    def test_keeps_what_was_typed_when_a_sum_is_wrong(self, as_user: AsUser, granted: Grant, nanami: User):
        page = as_user(nanami).post(
            reverse("grants:regrant_new", args=[granted.pk]), {**TYPED, "project": "", "asked": "130,000"}
        )
        assert "事業費より多くできません" in page.text
        assert "夕ごはんの会" in page.text
        assert not ReGrant.objects.exists()

    def test_reads_at_the_field_what_the_money_does_not_allow(
        self, as_user: AsUser, granted: Grant, nanami: User, hachiro: User
    ):
        decided(granted, nanami, hachiro, 400_000, cost=400_000, asked=400_000)
        case = applied(granted, hachiro)
        typed = {"amount": "60,000", "decided_on": "R7.5.12", "note": "先に決めた。"}
        page = as_user(nanami).post(step(case, "decide"), typed)
        assert "残りは50,000円です" in page.text
        assert "先に決めた。" in page.text

    def test_only_the_president_decides_what_others_typed(
        self, as_user: AsUser, granted: Grant, nanami: User, hachiro: User
    ):
        case = applied(granted, hachiro)
        assert as_user(hachiro).get(step(case, "decide")).status_code == 403
        assert as_user(nanami).get(step(case, "decide")).status_code == 200
        by_president = applied(granted, nanami)
        assert as_user(nanami).get(step(by_president, "decide")).status_code == 403
        assert as_user(hachiro).get(step(by_president, "decide")).status_code == 200

    def test_prints_the_decision_for_the_group(self, as_user: AsUser, granted: Grant, nanami: User, hachiro: User):
        browser, draft = as_user(nanami), begun(granted, nanami)
        assert browser.get(reverse("grants:regrant_paper", args=[draft.pk])).status_code == 404
        case = decided(granted, nanami, hachiro)
        text = browser.get(reverse("grants:regrant_paper", args=[case.pk])).text
        assert all(words in text for words in ("再交付の決定のお知らせ", "80,000円", "北野 十一 様", "会長 北野 七海"))


class TestOthers:
    def test_the_city_reads_and_writes_nothing(
        self, as_user: AsUser, granted: Grant, nanami: User, hachiro: User, hall: Hall
    ):
        case = decided(granted, nanami, hachiro)
        section, manager = as_user(hall.drafter), as_user(hall.manager)
        assert "北の子ども食堂" in section.get(granted.get_absolute_url()).text
        assert "0867-00-1111" in section.get(case.get_absolute_url()).text
        assert "0867-00-1111" not in as_user(hall.liaison).get(case.get_absolute_url()).text
        assert manager.post(step(case, "pay"), {}).status_code == 403
        sheet = manager.get(reverse("grants:regrants_sheet", args=[granted.pk]))
        assert sheet["Content-Type"].endswith("spreadsheetml.sheet")

    def test_the_neighbour_finds_nothing(
        self, as_user: AsUser, granted: Grant, nanami: User, hachiro: User, kuko: User
    ):
        case, browser = decided(granted, nanami, hachiro), as_user(kuko)
        pages = [reverse(f"grants:{name}", args=[case.pk]) for name in ("regrant", "regrant_edit", "regrant_paper")]
        pages += [reverse(f"grants:{name}", args=[granted.pk]) for name in ("regrant_new", "regrants_sheet")]
        assert {browser.get(page).status_code for page in [*pages, step(case, "pay")]} == {404}

    def test_the_report_shows_what_was_confirmed_and_adds_nothing(
        self, as_user: AsUser, granted: Grant, nanami: User, hachiro: User, hall: Hall
    ):
        build.paid(granted, nanami, hall)
        case = told(granted, nanami, hachiro)
        case.confirm(by=hachiro, on=case.applied_on, confirmed=70_000, confirmed_on=case.applied_on)
        report = build.report_draft(granted, nanami, 400_000)
        text = as_user(nanami).get(report.get_absolute_url()).text
        assert "額が確定した再交付です" in text
        assert "70,000円" in text
        assert report.settlement().spent == 400_000

    def test_thirty_groups_cost_what_one_costs(
        self, as_user: AsUser, granted: Grant, nanami: User, django_assert_max_num_queries: Any
    ):
        for number in range(30):
            begun(granted, nanami, group=f"グループ{number}", asked=1_000)
        browser = as_user(nanami)
        with django_assert_max_num_queries(90):
            assert "グループ29" in browser.get(granted.get_absolute_url()).text
