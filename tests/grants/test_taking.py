"""A rule book comes in by the browser: looked at, refused line by line, kept when that was confirmed."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.models import User
from grants.forms.schemes import BasicsForm
from grants.formula.about import ABOUT
from grants.formula.files import NotAFile, read_file
from grants.models import Scheme
from grants.rulebooks.taking import NOT_KEPT, import_book, read_here
from grants.rulebooks.writing import rule_book
from organizations.models import Organization
from plans.budget import BudgetCategory
from records.letters.setting import LetterSetting
from records.papers.setting import FormSetting
from tests.cast import Hall
from tests.grants import build
from tests.grants.test_questions import ROWS
from tests.house.walk import ROOT
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
NEW = "/grants/schemes/import/"
TERMS: dict[str, Any] = {
    "eligible_kinds": ["npo", "voluntary"],
    "needs_future_plan": True,
    "eligible_uses": ["見守り", "移動の支援"],
    "excluded_uses": ["飲食だけの費用"],
    "keeps_for": 10,
    "light_percent": 0,
    "instalments": 2,
    "report_papers": ["監査報告書"],
    "report_criteria": ["計画した事業が行われている"],
    "surplus": "carry",
    "carry_cap": 10,
}


@pytest.fixture
def money(hall: Hall, north: Organization) -> Scheme:
    names = BudgetCategory.objects.filter(kind="expense").values_list("name", flat=True)
    made = build.scheme_draft(hall.drafter, cap=700_000, expense_categories=list(names[:2]), **TERMS)
    made.rewrite("questions", ROWS, by=hall.drafter)
    return made


def into(scheme: Scheme) -> str:
    return reverse("grants:import_into_scheme", args=[scheme.pk])


def file(text: str | bytes) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("book.toml", text if isinstance(text, bytes) else text.encode())}


class TestWhatTravels:
    def test_is_everything_that_a_scheme_says(self, money: Scheme, hall: Hall):
        exported = rule_book(money)
        money.revise(by=hall.drafter, programme="older")
        made = import_book(read_file(exported.encode()), by=hall.drafter)
        assert rule_book(made) == exported
        assert {name: getattr(made, name) for name in TERMS} == TERMS

    def test_leaves_no_setting_behind(self):
        """Rounding and cap stand among the totals; the day on which the council voted is each city's own."""
        elsewhere = {"rounding_unit", "rounding_mode", "cap", "appropriated_on"}
        settings = {*BasicsForm.Meta.fields, *Scheme.TERMS} - elsewhere
        assert settings == set(ABOUT) - set(NOT_KEPT), "a setting needs its line in grants/formula/about.py"

    @pytest.mark.parametrize(
        ("old", "new", "sentence"),
        [
            ('surplus = "carry"', 'surplus = "keep"', "使い残しの扱い"),
            ('eligible = ["active"]', 'eligible = ["alive"]', "申請できる団体の段階"),
            ("keeps_for = 10", "keeps_for = 7", "文書の保存年限"),
            ('programme = "lump_sum"', 'programme = "一括"', "英小文字で始めて"),
            ("round = { unit = 1000", "round = { unit = 0.5", "端数の単位"),
            ('article = "第6条"', f'article = "{"あ" * 41}"', "根拠の条"),
            ("expense_categories = [", 'expense_categories = ["宇宙旅行", ', "宇宙旅行"),
        ],
    )
    def test_is_refused_with_line_and_reason(self, money: Scheme, old: str, new: str, sentence: str):
        text = rule_book(money).replace(old, new, 1)
        with pytest.raises(NotAFile) as refusal:
            read_here(text.encode())
        (fault,) = refusal.value.faults
        assert new.split(" = ", maxsplit=1)[0] in text.splitlines()[fault.line - 1]
        assert sentence in fault.sentence


class TestPapers:
    """Numbers of forms and the look of letters belong to the programme, and travel with it."""

    FORM = '[forms]\n"grants.application" = "様式第9号(第6条関係)"\n'
    LETTER = (
        '[[letters]]\nkind = "grants.decision"\nlayout = "directive"\nseal = "image"\nappeal = "不服があるとき。"\n'
    )

    def take(self, money: Scheme, hall: Hall, more: str) -> Scheme:
        book = rule_book(money)
        alone = book[: book.index("[forms]")] if "[forms]" in book else book[: book.index("[[letters]]")]
        money.revise(by=hall.drafter, programme="older")
        return import_book(read_here(f"{alone}{more}".encode()), by=hall.drafter)

    def test_become_the_programme_s_own(self, money: Scheme, hall: Hall):
        self.take(money, hall, self.FORM + self.LETTER)
        assert FormSetting.of("lump_sum")["grants.application"].number == "様式第9号(第6条関係)"
        draft = LetterSetting.objects.get(kind="grants.decision", programme="lump_sum")
        assert (draft.status, draft.layout, draft.appeal, draft.appeal_printed) == (
            "draft",
            "directive",
            "不服があるとき。",
            True,
        )
        assert draft.seal_mode != "image"  # a picture of a seal does not travel
        assert draft.entries.exists()

    def test_that_are_the_city_s_already_change_nothing(self, money: Scheme, hall: Hall):
        text, drafts = rule_book(money), LetterSetting.objects.count()
        money.revise(by=hall.drafter, programme="older")
        import_book(read_here(text.encode()), by=hall.drafter)
        assert LetterSetting.objects.count() == drafts

    @pytest.mark.parametrize(
        ("old", "new"),
        [("directive", "poster"), ("grants.decision", "grants.nothing"), ("grants.application", "grants.no")],
    )
    def test_that_nobody_knows_are_refused(self, money: Scheme, hall: Hall, old: str, new: str):
        with pytest.raises(NotAFile) as refusal:
            self.take(money, hall, (self.FORM + self.LETTER).replace(old, new))
        assert all(fault.line for fault in refusal.value.faults)


class TestNew:
    def test_is_shown_before_it_is_kept(self, as_user: AsUser, money: Scheme, hall: Hall):
        text = rule_book(money).replace('"lump_sum"', '"other"')
        browser = as_user(hall.drafter)
        shown = browser.post(NEW, file(text)).text
        for seen in (
            "世帯数 1世帯につき400円",
            "まだ何も保存していません",
            "1 移動の支援をしますか",
            "見守り、移動の支援",
        ):
            assert seen in shown
        assert Scheme.objects.count() == 1
        response = browser.post(NEW, {"text": text, "confirm": "1"})
        made = Scheme.objects.get(programme="other")
        assert response["Location"] == made.get_absolute_url()
        assert (made.status, rule_book(made)) == (Scheme.Status.DRAFT, text)

    def test_tells_of_forms_and_letters(self, as_user: AsUser, money: Scheme, hall: Hall):
        text = rule_book(money).replace('"lump_sum"', '"other"')
        shown = as_user(hall.drafter).post(NEW, file(text)).text
        assert "通知書の体裁" in shown
        assert "交付決定通知書: 通知、" in shown

    def test_counts_the_examples_that_were_calculated(self, as_user: AsUser, hall: Hall):
        text = (ROOT / "tests/grants/rulebooks/niimi_trial.toml").read_text()
        shown = as_user(hall.drafter).post(NEW, file(text)).text
        assert "計算して、どれも合いました" in shown or "書いてください" in shown

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            ("", "空のファイル"),
            ("kyodo = 1\n[scheme\n", "2行目"),
            (b"\xff\xfe", "UTF-8"),
            (b"# " + b"a" * 1_000_001, "大きすぎます"),
            ("kyodo = 1\n", "書いてください"),
            ("<html></html>", "1行目"),
        ],
    )
    def test_says_at_the_file_what_is_wrong(self, as_user: AsUser, hall: Hall, content: Any, sentence: str):
        response = as_user(hall.drafter).post(NEW, file(content))
        assert response.status_code == 200
        assert sentence in response.text
        assert not Scheme.objects.exists()

    def test_without_a_file_or_a_second_time_it_is_told(self, as_user: AsUser, money: Scheme, hall: Hall):
        browser = as_user(hall.drafter)
        assert "ファイルを選んでください" in browser.post(NEW).text
        assert "同じコードの制度がもうあります" in browser.post(NEW, file(rule_book(money))).text

    def test_is_the_section_s_alone(self, as_user: AsUser, hall: Hall, nanami: User, north: Organization):
        assert as_user(hall.director).get(NEW).status_code == as_user(nanami).get(NEW).status_code == 403


class TestIntoADraft:
    def test_shows_what_would_change_and_changes_it(self, as_user: AsUser, money: Scheme, hall: Hall):
        text = (
            rule_book(money)
            .replace("rate = 400", "rate = 500")
            .replace("400円", "500円")
            .replace("carry_cap = 10", "carry_cap = 20")
        )
        browser = as_user(hall.drafter)
        shown = browser.post(into(money), file(text)).text
        assert '<del><span aria-hidden="true">− </span>rate = 400</del>' in shown
        money.refresh_from_db()
        assert money.carry_cap == 10
        browser.post(into(money), {"text": text, "confirm": "1"})
        money.refresh_from_db()
        assert (money.carry_cap, rule_book(money)) == (20, text)

    def test_what_a_book_does_not_say_is_as_in_a_new_scheme(self, as_user: AsUser, money: Scheme, hall: Hall):
        lines = [line for line in rule_book(money).splitlines() if not line.startswith(("carry_cap", "surplus"))]
        as_user(hall.drafter).post(into(money), {"text": "\r\n".join(lines), "confirm": "1"})
        money.refresh_from_db()
        assert (money.surplus, money.carry_cap) == ("return", None)

    def test_an_adopted_scheme_stands_still(self, as_user: AsUser, scheme: Scheme, hall: Hall):
        typed = {"text": rule_book(scheme), "confirm": "1"}
        assert "準備中に戻す" in as_user(hall.drafter).post(into(scheme), typed, follow=True).text
        assert scheme.versions.count() == 1
