"""総会資料: one PDF of last year's report and accounts, and this year's plan and budget."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from pypdf import PdfReader

from accounts.models import User
from config.booklet.booklet import Booklet
from grants.models import Grant
from organizations.models import Organization
from plans.models import YearlyPlan
from plans.months import bars
from plans.progress import progress
from tests.cast import MONDAY, Hall
from tests.grants import build as grants
from tests.plans import build as plans
from tests.plans.build import YEAR
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]


@pytest.fixture
def sent(north: Organization, nanami: User) -> YearlyPlan:
    """令和7年度 of 北の会, sent as 案; nothing was granted."""
    return plans.yearly_plan(north, nanami)


def drawn(booklet: Booklet) -> str:
    return render_to_string("booklet/booklet.html", {"booklet": booklet, "plan": booklet.plan, "is_large": False})


class TestBooklet:
    def test_tells_last_year_as_it_was_reported(self, granted: Grant, nanami: User, hall: Hall):
        grants.paid(granted, nanami, hall)
        granted.refresh_from_db()
        report = grants.report_draft(granted, nanami)
        plan = YearlyPlan.begin(granted.organization, YEAR.next, by=nanami)
        booklet = Booklet(plan, nanami, MONDAY)
        spent = {each.name: each.spent for each in booklet.done}
        assert sum(filter(None, spent.values())) == sum(each.amount for each in report.expenses.all())
        assert [part.actual for part in booklet.accounts] == [
            sum(line.actual for line in report.lines.filter(category__kind=kind)) for kind in ("income", "expense")
        ]
        html = drawn(booklet)
        assert all(str(project.result) in html for project in report.projects.all())
        assert Booklet(plan, hall.chief, MONDAY).report is None  # the city does not read a report before it is sent

    def test_the_progress_of_the_future_plan_tells_of_it(self, granted: Grant, nanami: User, hall: Hall):
        grants.paid(granted, nanami, hall)
        granted.refresh_from_db()
        grants.report_draft(granted, nanami)
        future = granted.yearly_plan.future_plan
        assert progress(future, nanami, on=MONDAY).done > 0
        assert progress(future, hall.chief, on=MONDAY).done == 0  # not before it is sent

    def test_leaves_room_where_nothing_was_reported(self, sent: YearlyPlan, nanami: User):
        booklet = Booklet(YearlyPlan.begin(sent.organization, YEAR.next, by=nanami), nanami, MONDAY)
        assert [(each.name, each.spent) for each in booklet.done] == [("見守り", None), ("敬老のつどい", None)]
        assert [part.actual for part in booklet.accounts] == [None, None]
        assert "決算額は、実績報告を書くと入ります" in drawn(booklet)

    def test_is_one_file_with_contents_in_two_sizes(self, as_user: AsUser, sent: YearlyPlan, nanami: User):
        browser, address = as_user(nanami), reverse("assembly_booklet", args=[sent.pk])
        assert address in browser.get(sent.get_absolute_url()).text
        for query in ("", "?size=large"):
            file = PdfReader(BytesIO(browser.get(address + query).content))
            pages = [page.extract_text() for page in file.pages]
            assert "総会資料" in pages[0]
            assert "第4号議案" in pages[1]
            assert any("月ごとの予定" in page for page in pages)

    def test_is_nothing_to_the_neighbour(self, as_user: AsUser, sent: YearlyPlan, kuko: User):
        assert as_user(kuko).get(reverse("assembly_booklet", args=[sent.pk])).status_code == 404


def test_bars_stand_over_their_months(sent: YearlyPlan):
    first, second = sent.projects.all()
    second.starts_in, second.ends_in = 9, 9
    assert [(bar.project, bar.before, bar.length, bar.after) for bar in bars([second, first])] == [
        (first, 0, 12, 0),
        (second, 5, 1, 6),
    ]
    second.starts_in = second.ends_in = None
    assert len(bars([first, second])) == 1
