"""A paper of a case carries a square that leads those who may see the case to it, and nobody else."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from grants.models import Grant
from records.codes import ALPHABET, LENGTH, Square, as_code, grouped, of_place, place_of
from tests.portal import PortalClient


class TestCode:
    @given(st.integers(1, 2**16 - 1), st.integers(1, 2**26 - 1))
    def test_says_where_the_case_stands(self, kind, key):
        code = of_place(kind, key)
        assert len(code) == LENGTH
        assert place_of(as_code(grouped(code).lower())) == (kind, key)

    @given(st.integers(1, 200), st.integers(1, 10_000), st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
    def test_one_wrong_character_leads_nowhere(self, kind, key, at, slip):
        code = of_place(kind, key)
        mistyped = code[:at] + slip + code[at + 1 :]
        assert mistyped == code or place_of(mistyped) is None

    @pytest.mark.parametrize("code", ["", "x", "0" * 12, "Z" * 12, "U" * 12])
    def test_what_is_no_code_leads_nowhere(self, code):
        assert place_of(code) is None


def code_of(case) -> str:
    return grouped(of_place(ContentType.objects.get_for_model(case).pk, case.pk))


def address(code: str) -> str:
    return reverse("records:case_of_code", args=[code])


class TestScanned:
    def test_leads_those_who_see_the_case_to_it(self, as_user, submitted: Grant, hall, nanami):
        for person in (hall.drafter, nanami):
            answer = as_user(person).get(address(code_of(submitted)))
            assert answer["Location"] == submitted.get_absolute_url()

    def test_is_no_page_for_anybody_else(self, as_user, submitted: Grant, hall, kuko):
        for person in (kuko, hall.stranger):
            assert as_user(person).get(address(code_of(submitted))).status_code == 404

    def test_asks_to_sign_in_and_then_leads_on(self, submitted: Grant):
        answer = PortalClient().get(address(code_of(submitted)))
        assert answer["Location"].startswith(reverse("account_login"))
        assert code_of(submitted) in answer["Location"]

    def test_other_codes_lead_nowhere(self, as_user, submitted: Grant, hall):
        browser = as_user(hall.drafter)
        gone = of_place(ContentType.objects.get_for_model(Grant).pk, submitted.pk + 1000)
        no_case = of_place(ContentType.objects.get_for_model(ContentType).pk, 1)
        for code in (gone, no_case, of_place(1000, 1), "x", "0" * 12):
            assert browser.get(address(code)).status_code == 404


def address_of(page: str, grant: Grant) -> str:
    if page == "paper":
        return reverse("papers:set", args=["grants.grant", grant.pk, "application"])
    return reverse(f"grants:{page}", args=[grant.pk])


class TestPapers:
    @pytest.mark.parametrize("page", ["paper", "calculation"])
    def test_carry_the_square_and_the_code(self, as_user, submitted: Grant, nanami, settings, page):
        text = as_user(nanami).get(address_of(page, submitted)).content.decode()
        assert code_of(submitted) in text
        assert Square(f"{settings.SITE_URL}/c/{code_of(submitted)}/").path in text

    def test_the_application_prints_what_was_sent(self, as_user, submitted: Grant, nanami, kuko):
        paper = address_of("paper", submitted)
        text = as_user(nanami).get(paper).content.decode()
        assert "交付申請書" in text
        assert "450,000円" in text
        assert as_user(kuko).get(paper).status_code == 404
