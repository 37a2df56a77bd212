"""The pages about deadlines: an organization's own list, and the section's per scheme with its outbox."""

from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse

from accounts.models import User
from grants.dues.reminding import remind
from grants.models import DuesSetting, Grant, Scheme
from records.mail import Mail
from tests.cast import Hall
from tests.grants.build import happened
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]


class TestOwnList:
    def test_is_in_the_order_of_the_calendar(self, as_user: AsUser, granted: Grant, nanami: User):
        text = as_user(nanami).get(reverse("grants:dues")).text
        places = [
            text.index(word) for word in ("交付の請求</a>", "令和7年6月11日(水)", "実績報告</a>", "令和8年4月10日(金)")
        ]
        assert places == sorted(places)
        assert "期限の一覧" in as_user(nanami).get(reverse("grants:list")).text

    def test_shows_nothing_of_the_neighbours(self, as_user: AsUser, granted: Grant, kuko: User):
        text = as_user(kuko).get(reverse("grants:dues")).text
        assert "今、期限のあることはありません。" in text
        assert "北の会" not in text

    def test_costs_few_queries(self, as_user: AsUser, granted: Grant, nanami: User, django_assert_max_num_queries):
        browser = as_user(nanami)
        with django_assert_max_num_queries(30):
            browser.get(reverse("grants:dues"))


class TestOfScheme:
    def test_shows_what_is_due_and_who_heard_of_it(self, as_user: AsUser, granted: Grant, hall: Hall, scheme: Scheme):
        remind(on=date(2026, 3, 27))
        text = as_user(hall.drafter).get(reverse("grants:scheme_dues", args=[scheme.pk])).text
        words = ["実績報告", "1人", "14日前、3日前、期限の日", "交付決定(残りの額は、額の確定)から30日まで"]
        assert [word for word in words if word not in text] == []
        assert (
            reverse("grants:scheme_dues", args=[scheme.pk]) in as_user(hall.drafter).get(scheme.get_absolute_url()).text
        )

    def test_is_the_section_s(self, as_user: AsUser, granted: Grant, hall: Hall, scheme: Scheme, nanami: User):
        for name in ("scheme_dues", "scheme_outbox", "arrange_dues"):
            page = reverse(f"grants:{name}", args=[scheme.pk])
            assert {as_user(user).get(page).status_code for user in (hall.stranger, nanami)} == {403}

    def test_the_outbox_names_what_could_not_be_sent(self, as_user: AsUser, granted: Grant, hall: Hall, scheme: Scheme):
        remind(on=date(2026, 3, 27))
        Mail.objects.filter(subject__contains="の実績報告(").update(failure="宛先のサーバーが受け取りません。")
        page = as_user(hall.drafter).get(reverse("grants:scheme_outbox", args=[scheme.pk])).text
        assert "送れません" in page
        assert "宛先のサーバーが受け取りません。" in page
        assert "nanami@example.jp" in page
        assert (
            "送れなかったメールが1通" in as_user(hall.drafter).get(reverse("grants:scheme_dues", args=[scheme.pk])).text
        )


RATES = {
    "rate": "10.95", "base_unit": "1,000", "base_least": "2,000", "amount_unit": "100", "amount_least": "1,000",
}  # fmt: skip


class TestArrange:
    def test_keeps_what_is_typed(self, as_user: AsUser, hall: Hall, granted: Grant, scheme: Scheme):
        page = reverse("grants:arrange_dues", args=[scheme.pk])
        typed = {"before": "３０日, 7・0", "after": "", "request_within": "45", "expects_everyone": "on", **RATES}
        as_user(hall.drafter).post(page, typed)
        found = DuesSetting.objects.get()
        assert (found.before, found.after, found.request_within) == ([0, 7, 30], [], 45)
        assert happened(scheme, "scheme.arrange")[0].actor == hall.drafter

    @pytest.mark.parametrize("before", ["一週間", "14、-3", "400", "1 2 3 4 5 6 7 8 9 10 11", "9" * 90])
    def test_says_what_it_cannot_read(self, as_user: AsUser, hall: Hall, scheme: Scheme, before: str):
        page = reverse("grants:arrange_dues", args=[scheme.pk])
        told = as_user(hall.drafter).post(page, {"before": before, "after": "1", "request_within": "30"}).text
        assert "まで" in told
        assert before in told
        assert not DuesSetting.objects.exists()
