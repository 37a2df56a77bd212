"""まとめて印刷: letters as one file in the order of delivery, with list, addresses, labels and a count."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from accounts.models import User
from organizations.models import Area, Organization
from records.cases import NotNow
from records.events import Event
from records.letters import issue
from records.letters.letter import Letter, LetterFile
from records.letters.posting.addresses import Address, problems
from records.letters.posting.layouts import SheetLayout
from records.letters.posting.order import delivered
from records.letters.posting.posting import Posting, clear_postings
from tests.cast import Hall, Land
from tests.letters.conftest import DecisionLetter
from tests.letters.test_issuing import JUNE, without_triggers
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
MM = 72 / 25.4
WINDOW: dict[str, Any] = {"kind": "window", "left": 24, "top": 18, "width": 86, "height": 34}


@pytest.fixture
def many(decision: DecisionLetter, hall: Hall, kuko: User) -> list[Letter]:
    """One to 南の会, then two to 北の会."""
    south = kuko.roles.get().organization
    return [
        issue(DecisionLetter(south, person="会長 南野 九子"), by=hall.drafter, on=JUNE),
        issue(dataclasses.replace(decision, amount="金2円"), by=hall.drafter, on=JUNE),
        issue(dataclasses.replace(decision, amount="金3円"), by=hall.drafter, on=JUNE),
    ]


@pytest.fixture
def window(db: None) -> SheetLayout:
    return SheetLayout.objects.create(name="窓", **WINDOW)


@pytest.fixture
def labels(db: None) -> SheetLayout:
    place = {"left": Decimal(6), "top": Decimal(13), "width": Decimal(66), "height": Decimal(34)}
    return SheetLayout.objects.create(kind="labels", name="ラベル", columns=3, rows=8, **place)


@pytest.fixture
def made(django_capture_on_commit_callbacks: Any) -> Callable[..., Posting]:
    """A posting whose job was done."""

    def begin(letters: list[Letter], by: User, **options: Any) -> Posting:
        with django_capture_on_commit_callbacks(execute=True):
            posting = Posting.begin(letters, by=by, **options)
        posting.refresh_from_db()
        return posting

    return begin


def pages_of(file: Any) -> list[Any]:
    with file.open("rb") as opened:
        return list(PdfReader(BytesIO(opened.read())).pages)


def sheets_of(posting: Posting) -> list[str]:
    return [page.extract_text() for page in pages_of(posting.file)]


class TestOrder:
    def test_follows_the_tree_of_areas(self, many: list[Letter]):
        south, second, third = many
        assert delivered(Letter.objects.all(), by_area=True) == [second, third, south]
        assert delivered(Letter.objects.all(), by_area=False) == many

    def test_what_belongs_to_no_area_comes_last(self, many: list[Letter], land: Land, north: Organization):
        north.areas.clear()
        assert delivered(Letter.objects.all(), by_area=True)[0] == many[0]

    def test_the_citys_own_order_goes_before_codes(self, many: list[Letter], land: Land):
        Area.objects.filter(pk=land.north.pk).update(order=9)
        assert delivered(Letter.objects.all(), by_area=True)[0] == many[0]


class TestMake:
    def test_puts_all_into_one_file_in_order(self, made: Any, many: list[Letter], hall: Hall):
        posting = made(delivered(Letter.objects.all(), by_area=True), hall.drafter)
        assert posting.outcome == "done"
        cover, *letters = sheets_of(posting)
        assert "発送一覧" in cover
        assert ["南の会" in text for text in letters] == [False, False, True]
        assert posting.pages == 4 == posting.list_pages + posting.letter_pages
        assert [letter.document_number in cover for letter in many] == [True] * 3

    def test_every_letter_says_who_printed_it(self, made: Any, many: list[Letter], hall: Hall):
        made(many, hall.drafter)
        for letter in many:
            assert Event.objects.about(letter).filter(verb="letter.print", actor=hall.drafter).count() == 1

    def test_for_both_sides_each_begins_on_a_front_page(
        self, made: Any, many: list[Letter], window: SheetLayout, hall: Hall
    ):
        posting = made(many, hall.drafter, duplex=True, window=window)
        texts = sheets_of(posting)
        assert posting.blank_pages == 7
        assert all(not text.strip() for text in texts[1::2])
        assert len(texts) == posting.pages == 14

    def test_done_again_it_stays(self, made: Any, many: list[Letter], hall: Hall):
        posting = made(many, hall.drafter)
        before = posting.file.name
        posting.make()
        posting.refresh_from_db()
        assert posting.file.name == before
        assert Event.objects.about(posting).filter(verb="posting.finish").count() == 1

    def test_refuses_when_the_pages_do_not_add_up(self, made: Any, many: list[Letter], hall: Hall):
        made(many, hall.drafter)
        with without_triggers():
            LetterFile._base_manager.filter(letter=many[1]).update(pages=2)
        posting = made(many, hall.drafter)
        assert posting.outcome == "failed"
        assert f"{many[1].document_number}のページの数が合いません" in posting.failure
        assert not posting.file

    def test_names_a_letter_that_was_disposed_of(self, made: Any, many: list[Letter], hall: Hall):
        with without_triggers():
            Letter._base_manager.filter(pk=many[0].pk).update(html="")
        posting = made(many, hall.drafter)
        assert posting.outcome == "failed"
        assert "廃棄" in posting.failure
        assert not Event.objects.about(many[1]).filter(verb="letter.print").exists()

    def test_the_database_holds_the_sum(self, made: Any, many: list[Letter], hall: Hall):
        posting = made(many, hall.drafter)
        with pytest.raises(IntegrityError), transaction.atomic():
            Posting.objects.filter(pk=posting.pk).update(pages=99)

    def test_nothing_chosen_is_told(self, hall: Hall):
        with pytest.raises(NotNow):
            Posting.begin([], by=hall.drafter)

    def test_the_files_go_after_two_weeks(self, made: Any, many: list[Letter], labels: SheetLayout, hall: Hall):
        posting = made(many, hall.drafter, labels=labels)
        clear_postings(on=timezone.localdate() + timedelta(days=14))
        posting.refresh_from_db()
        assert posting.file
        clear_postings(on=timezone.localdate() + timedelta(days=16))
        posting.refresh_from_db()
        assert not posting.file
        assert not posting.labels_file
        assert posting.pages == 4


class TestAddresses:
    def test_stand_in_the_window(self, made: Any, many: list[Letter], window: SheetLayout, hall: Hall):
        posting = made(many[:1], hall.drafter, window=window, with_list=False)
        first = pages_of(posting.file)[0]
        found: list[tuple[float, float, str]] = []

        def see(text: str, _cm: Any, tm: Any, _font: Any, _size: Any) -> None:
            if text.strip():
                found.append((_cm[4] + tm[4], _cm[5] + tm[5], text))

        first.extract_text(visitor_text=see)
        assert "南の会" in "".join(text for *_, text in found)
        assert "会長 南野 九子 様" in "".join(text for *_, text in found)
        assert all(24 * MM <= x <= 110 * MM for x, *_ in found)

    def test_a_long_name_is_set_smaller_and_a_hopeless_one_named(self, many: list[Letter], window: SheetLayout):
        to = Address("見本市北1番地" * 8, "北地区まちづくり協議会" * 8, "会長 北野 七海 様")
        assert to.size_in(window) in (1, 2)
        assert Address("見" * 400, "北の会", "").size_in(window) is None

    def test_whoever_has_none_is_named_before_printing(
        self, many: list[Letter], window: SheetLayout, hall: Hall, kuko: User
    ):
        letter = many[0]
        letter.snapshot["addressee"]["address"] = ""
        assert letter.organization is not None
        letter.organization.office_address = ""
        (sentence,) = problems([letter, many[1]], window)
        assert "南の会" in sentence
        assert "住所がありません" in sentence
        with pytest.raises(NotNow) as refusal:
            Posting.begin([letter], by=hall.drafter, window=window)
        assert "window" in refusal.value.message_dict

    def test_labels_begin_where_the_sheet_is_free(self, made: Any, many: list[Letter], labels: SheetLayout, hall: Hall):
        posting = made(many, hall.drafter, labels=labels, first_label=23)
        sheets = pages_of(posting.labels_file)
        assert ["南の会" in sheet.extract_text() for sheet in sheets] == [True, False]
        assert len(sheets) == 2

    def test_an_organization_without_a_person_is_greeted(self):
        assert Address("見本市1番地", "北の会", "").lines == ["見本市1番地", "北の会 御中"]


class TestLayouts:
    def test_places_go_row_by_row(self, labels: SheetLayout):
        places = list(labels.places())
        assert len(places) == labels.per_sheet == 24
        assert [(int(left), int(top)) for left, top in places[:4]] == [(6, 13), (72, 13), (138, 13), (6, 47)]

    @pytest.mark.parametrize("wrong", [{"left": Decimal(150)}, {"height": Decimal(280)}, {"columns": 3}])
    def test_stay_on_the_paper(self, wrong: dict[str, Any]):
        with pytest.raises(ValidationError):
            SheetLayout(name="x", **{**WINDOW, **wrong}).clean()

    def test_are_mended_by_the_section(self, as_user: AsUser, window: SheetLayout, hall: Hall, nanami: User):
        typed = {**WINDOW, "name": "長形3号", "left": "２０．５mm", "columns": 1, "rows": 1, "gap_x": 0, "gap_y": 0}
        as_user(hall.drafter).post(reverse("letters:layout", args=[window.pk]), typed)
        window.refresh_from_db()
        assert (window.name, window.left) == ("長形3号", Decimal("20.5"))
        assert Event.objects.about(window)[0].verb == "sheetlayout.amend"
        assert as_user(nanami).get(reverse("letters:layouts")).status_code == 403

    def test_nonsense_is_told_at_its_field(self, as_user: AsUser, hall: Hall):
        wrong = {"width": "86.25", "columns": "x", "left": "広い", "top": "-1", "height": "", "gap_x": "9" * 40}
        answer = as_user(hall.drafter).post(reverse("letters:layout_new"), {**WINDOW, "name": "大きすぎる", **wrong})
        for sentence in (
            "左の余白(mm):数字で入れてください。例 18.6",
            "上の余白(mm):0以上で入れてください。",
            "宛名1つの高さ(mm)を、数字で入れてください。",
            "宛名1つの幅(mm):小数は1けたまでにしてください。",
            "横のすき間(mm):けたが多すぎます。数字を確かめてください。",
        ):
            assert sentence in answer.text
        assert not SheetLayout.objects.filter(name="大きすぎる").exists()


class TestPages:
    def test_a_selection_becomes_a_file(
        self,
        as_user: AsUser,
        many: list[Letter],
        window: SheetLayout,
        hall: Hall,
        django_capture_on_commit_callbacks: Any,
    ):
        browser = as_user(hall.drafter)
        new = reverse("letters:posting_new")
        page = browser.get(new, {"letter": [letter.pk for letter in many[:2]]})
        assert "2通をまとめて印刷する" in page.text
        typed = {"letters": page.context["chosen"], "order": "number", "with_list": "on", "window": window.pk}
        with django_capture_on_commit_callbacks(execute=True):
            answer = browser.post(new, typed)
        posting = Posting.objects.get()
        assert answer["Location"] == posting.get_absolute_url()
        shown = browser.get(posting.get_absolute_url()).text
        assert "合わせて5ページ" in shown
        assert [letter.pk for letter in posting.letters()] == [letter.pk for letter in many[:2]]
        file = browser.get(reverse("letters:posting_file", args=[posting.pk, "letters"]))
        assert b"".join(file).startswith(b"%PDF")
        assert Event.objects.about(posting).filter(verb="posting.open", actor=hall.drafter).exists()
        assert browser.get(reverse("letters:posting_file", args=[posting.pk, "labels"])).status_code == 404

    def test_all_of_a_filter(self, as_user: AsUser, many: list[Letter], hall: Hall):
        page = as_user(hall.drafter).get(reverse("letters:posting_new"), {"every": "1", "q": "南の会"})
        assert [letter.pk for letter in page.context["letters"]] == [many[0].pk]

    def test_a_missing_address_is_told_at_its_field(
        self, as_user: AsUser, many: list[Letter], window: SheetLayout, hall: Hall
    ):
        with without_triggers():
            kept = many[0].snapshot | {"addressee": {**many[0].snapshot["addressee"], "address": ""}}
            Letter._base_manager.filter(pk=many[0].pk).update(snapshot=kept)
        Organization.objects.filter(letters=many[0]).update(office_address="")
        browser, new = as_user(hall.drafter), reverse("letters:posting_new")
        assert "住所のない宛先があります" in browser.get(new, {"letter": many[0].pk}).text
        answer = browser.post(new, {"letters": many[0].pk, "order": "area", "window": window.pk})
        assert "住所がありません" in answer.text
        assert not Posting.objects.exists()

    def test_nothing_chosen_leads_back(self, as_user: AsUser, many: list[Letter], hall: Hall):
        answer = as_user(hall.drafter).get(reverse("letters:posting_new"), {"letter": ["x", "9" * 30]})
        assert answer["Location"] == reverse("letters:list")

    def test_is_the_sections_own(
        self, as_user: AsUser, made: Any, many: list[Letter], hall: Hall, nanami: User, kuko: User
    ):
        posting = made(many, hall.drafter)
        file = reverse("letters:posting_file", args=[posting.pk, "letters"])
        for person in (nanami, kuko, hall.stranger):
            browser = as_user(person)
            assert browser.get(reverse("letters:posting_new"), {"letter": many[0].pk}).status_code == 403
            assert {browser.get(posting.get_absolute_url()).status_code, browser.get(file).status_code} == {404}

    def test_costs_the_same_for_many(
        self, as_user: AsUser, many: list[Letter], hall: Hall, django_assert_max_num_queries: Any
    ):
        browser = as_user(hall.drafter)
        with django_assert_max_num_queries(16):
            browser.get(reverse("letters:posting_new"), {"letter": [letter.pk for letter in many]})


def test_the_usual_layouts_are_there_from_the_start(db: None):
    names = {layout.name: layout.per_sheet for layout in SheetLayout.objects.all()}
    assert names["ラベル12面(横2×縦6)"] == 12
    assert names["ラベル24面(横3×縦8)"] == 24
    for layout in SheetLayout.objects.all():
        layout.clean()
