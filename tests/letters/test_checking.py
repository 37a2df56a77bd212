"""Anybody may ask whether the city wrote a letter, and learns nobody's name by it."""

import dataclasses
import re

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from records.codes import Square, grouped
from records.letters import issue, preview
from records.letters.checking import BANDS, KNOCKS, band
from records.letters.letter import Letter
from tests.letters.test_issuing import JUNE, another
from tests.portal import PortalClient

ASK = reverse("verify:ask")


@pytest.fixture
def letter(decision, hall) -> Letter:
    return issue(dataclasses.replace(decision, amount_decided=1_839_000), by=hall.drafter, on=JUNE)


def told(letter: Letter, browser: PortalClient | None = None) -> str:
    page = (browser or PortalClient()).get(reverse("verify:letter", args=[letter.printed_code]))
    assert page.status_code == 200
    return page.content.decode()


class TestCode:
    def test_stands_at_the_foot_of_the_letter_with_its_square(self, letter, settings):
        assert letter.code
        assert grouped(letter.code) in letter.html
        square = Square(f"{settings.SITE_URL}/v/{letter.printed_code}/")
        assert square.path in letter.html

    def test_every_letter_has_its_own(self, letter, decision, hall):
        other = issue(dataclasses.replace(decision, amount="金2円"), by=hall.drafter, on=JUNE)
        assert other.code != letter.code

    def test_a_draft_has_none(self, decision):
        shown = preview(decision, on=JUNE).html
        assert "/v/" not in shown
        assert "<svg" not in shown
        assert "文書を出すときに、ここに入ります" in shown


class TestAnswer:
    def test_says_date_number_kind_and_band_without_signing_in(self, letter):
        page = told(letter)
        for fact in ("見本市が出した通知書です", "市協第1号", "令和7年6月2日", "交付決定通知書", "有効"):
            assert fact in page
        assert "100万円以上500万円未満" in page

    def test_names_no_person_no_organization_and_no_exact_amount(self, letter):
        page = told(letter)
        for secret in ("北の会", "北野", "七海", "1,839,000", "1,234,000", "起案 花子", letter.get_absolute_url()):
            assert secret not in page

    def test_a_letter_that_decides_no_amount_has_no_band(self, decision, hall):
        assert "<dt>金額" not in told(issue(decision, by=hall.drafter, on=JUNE))

    def test_says_which_later_letter_is_right_now(self, letter, decision, hall):
        better = issue(dataclasses.replace(decision, amount="金2円"), by=hall.drafter, on=JUNE, corrects=letter)
        page = told(letter)
        assert "訂正しました" in page
        assert "市協第2号が正しい通知書です" in page
        assert "市協第1号" in told(better), "and the better one names the first"

    def test_a_reissue_says_that_nothing_changed(self, letter, decision, hall):
        same = dataclasses.replace(decision, amount_decided=1_839_000)
        issue(same, by=hall.drafter, on=JUNE, corrects=letter)
        assert "再発行した通知書があります" in told(letter)
        assert "中身は変わっていません" in told(letter)

    def test_leads_those_who_may_see_it_to_the_letter(self, as_user, letter, hall, nanami, kuko):
        leads = {
            person.name: letter.get_absolute_url() in told(letter, as_user(person))
            for person in (hall.drafter, nanami, kuko, hall.stranger)
        }
        assert leads == {"起案 花子": True, "北野 七海": True, "南野 九子": False, "財政 六助": False}

    def test_an_unknown_code_gets_a_clear_sentence(self, letter):
        page = PortalClient().get(reverse("verify:letter", args=["0000-0000-0000"]))
        assert page.status_code == 404
        assert "このコードの通知書はありません" in page.content.decode()
        assert "市に電話してください" in page.content.decode()

    @pytest.mark.parametrize("code", ["x", "<script>", "0" * 500, "None"])
    def test_whatever_stands_in_the_address_is_no_fault(self, letter, code):
        Letter.objects.bulk_create([another(letter, number=2, fingerprint="2")])  # from before the codes
        assert PortalClient().get(reverse("verify:letter", args=[code])).status_code == 404


class TestAsk:
    def test_leads_to_the_letter_whatever_the_typing(self, letter):
        typed = letter.printed_code.lower().replace("-", " ")
        answer = PortalClient().get(ASK, {"code": typed})
        assert answer["Location"] == reverse("verify:letter", args=[letter.printed_code])

    @pytest.mark.parametrize("typed", ["", "ABCD", "市協第1号", "!" * 12])
    def test_what_is_no_code_is_told_at_the_field_and_kept(self, typed, db):
        page = PortalClient().get(ASK, {"code": typed}).content.decode()
        assert "コード" in page
        assert re.search(r"12文字です|入れてください", page)
        assert typed in page

    def test_says_how_to_ask_about_a_letter_without_a_code(self, hall):
        page = PortalClient().get(ASK).content.decode()
        assert "前に出した通知書には、コードがありません" in page
        assert hall.city.phone in page

    def test_whoever_knocks_too_often_is_asked_to_wait(self, letter):
        browser = PortalClient()
        answers = [browser.get(ASK).status_code for _ in range(KNOCKS)]
        assert set(answers) == {200}
        assert browser.get(reverse("verify:letter", args=[letter.printed_code])).status_code == 429
        assert browser.get(ASK, REMOTE_ADDR="192.0.2.7").status_code == 200, "others are let in"


class TestBand:
    @given(st.integers(0, 10**10))
    def test_every_amount_lies_in_exactly_the_band_that_is_told(self, amount):
        low, high = limits(band(amount))
        assert low <= amount < high
        assert low in {0, *BANDS}

    def test_reads_as_people_say_it(self):
        told_bands = [band(amount) for amount in (0, 99_999, 100_000, 4_999_999, 10_000_000, 100_000_000)]
        assert told_bands == [
            "10万円未満", "10万円未満", "10万円以上50万円未満", "100万円以上500万円未満", "1,000万円以上5,000万円未満",
            "1億円以上",
        ]  # fmt: skip


def limits(said: str) -> tuple[int, float]:
    amounts = {
        word: int(digits.replace(",", "")) * (10**8 if unit == "億" else 10**4)
        for digits, unit, word in re.findall(r"([\d,]+)(億|万)円(以上|未満)", said)
    }
    return amounts.get("以上", 0), amounts.get("未満", float("inf"))
