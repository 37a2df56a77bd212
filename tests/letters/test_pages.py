import dataclasses
from datetime import date
from io import BytesIO

import pytest
from django.db import connection
from django.urls import reverse
from pypdf import PdfReader

from records.events import Event
from records.letters import issue
from records.letters.issuing import keep_file
from records.letters.letter import Letter, LetterFile
from tests.letters.conftest import DecisionLetter
from tests.letters.test_issuing import JUNE, without_triggers

LIST = reverse("letters:list")
PRINT = reverse("letters:print")


@pytest.fixture
def letter(decision, hall) -> Letter:
    return issue(decision, by=hall.drafter, on=JUNE)


@pytest.fixture
def many(decision, hall, kuko) -> list[Letter]:
    """Two to 北の会, one of the year before, and one to 南の会."""
    south = kuko.roles.get().organization
    return [
        issue(dataclasses.replace(decision, amount="金1円"), by=hall.drafter, on=date(2025, 3, 31)),
        issue(dataclasses.replace(decision, amount="金2円"), by=hall.drafter, on=JUNE),
        issue(dataclasses.replace(decision, amount="金3円"), by=hall.drafter, on=JUNE),
        issue(DecisionLetter(south, person="会長 南野 九子"), by=hall.drafter, on=JUNE),
    ]


def titles(page) -> list[str]:
    return [letter.document_number for letter in page.context["page"]]


class TestList:
    def test_shows_the_section_every_letter_newest_first(self, as_user, hall, many):
        assert titles(as_user(hall.drafter).get(LIST)) == ["市協第3号", "市協第2号", "市協第1号", "市協第1号"]

    @pytest.mark.parametrize(
        ("filters", "found"),
        [
            ({"year": "2024"}, [1]),
            ({"kind": "tests.decision"}, [3, 2, 1, 1]),
            ({"q": "南の会"}, [3]),
            ({"q": "市協第2号"}, [2]),
            ({"q": "第2号"}, [2]),
            ({"q": "２"}, [2]),
            ({"q": "総協第2号"}, []),
            ({"q": "南の会 第9号"}, []),
            ({"year": "abc", "kind": "none"}, [3, 2, 1, 1]),
            ({"q": "9" * 60}, []),
        ],
    )
    def test_filters_by_year_kind_and_words(self, as_user, hall, many, filters, found):
        page = as_user(hall.drafter).get(LIST, filters)
        assert [letter.number for letter in page.context["page"]] == found

    def test_a_leader_sees_what_came_and_what_is_unread(self, as_user, nanami, many):
        browser = as_user(nanami)
        assert titles(browser.get(LIST)) == ["市協第2号", "市協第1号", "市協第1号"]
        browser.get(many[1].get_absolute_url())
        assert browser.get(LIST).content.decode().count("まだ読んでいません") == 2

    def test_costs_the_same_for_three_hundred(self, as_user, hall, letter, django_assert_max_num_queries):
        Letter.objects.bulk_create(
            another(letter, number=n, fingerprint=f"{n}", addressee=f"見本{n}") for n in range(2, 300)
        )
        browser = as_user(hall.drafter)
        with django_assert_max_num_queries(9):
            assert len(browser.get(LIST).context["page"]) == 50

    def test_says_so_when_there_is_none(self, as_user, hall, nanami):
        assert "通知書は、まだありません" in as_user(hall.drafter).get(LIST).content.decode()
        assert "届いた通知書は、まだありません" in as_user(nanami).get(LIST).content.decode()
        assert "条件をすべて外す" in as_user(hall.drafter).get(LIST, {"q": "x"}).content.decode()


def another(letter: Letter, **changes) -> Letter:
    fields = {field.attname: getattr(letter, field.attname) for field in Letter._meta.concrete_fields}
    return Letter(**fields | {"id": None, "code": None} | changes)


class TestDetail:
    def test_is_the_letter_itself_with_what_there_is_to_know(self, as_user, hall, letter):
        keep_file(letter)
        page = as_user(hall.drafter).get(letter.get_absolute_url()).content.decode()
        assert letter.html in page
        for fact in (
            "市協第1号",
            "令和7年6月2日",
            "有効",
            "令和13年3月31日",
            letter.html_sha256,
            letter.file.sha256,
            "起案 花子",
        ):
            assert fact in page

    def test_seen_by_its_own_and_the_section_404_for_the_neighbour(self, as_user, hall, nanami, kuko, letter):
        addresses = (letter.get_absolute_url(), reverse("letters:pdf", args=[letter.pk]), f"{PRINT}?letter={letter.pk}")
        seen = {
            person.name: [as_user(person).get(address).status_code for address in addresses]
            for person in (nanami, hall.drafter, kuko, hall.stranger)
        }
        assert seen == {
            "北野 七海": [200, 200, 200],
            "起案 花子": [200, 200, 200],
            "南野 九子": [404, 404, 404],
            "財政 六助": [404, 404, 404],
        }

    def test_reading_goes_on_record_once_and_only_for_the_addressee(self, as_user, hall, nanami, letter):
        for person in (nanami, nanami, hall.drafter):
            as_user(person).get(letter.get_absolute_url())
            as_user(person).get(reverse("letters:pdf", args=[letter.pk]))
        event = Event.objects.about(letter).get(verb="letter.read")
        assert event.actor == nanami
        assert event.as_post == "北の会 会長"
        page = as_user(hall.drafter).get(letter.get_absolute_url()).content.decode()
        assert "北野 七海(北の会 会長)" in page

    def test_names_the_letter_that_stands_in_its_place(self, as_user, nanami, letter, decision, hall):
        better = issue(dataclasses.replace(decision, amount="金2円"), by=hall.drafter, on=JUNE, corrects=letter)
        old = as_user(nanami).get(letter.get_absolute_url()).content.decode()
        assert "訂正ずみ" in old
        assert better.get_absolute_url() in old
        assert letter.get_absolute_url() in as_user(nanami).get(better.get_absolute_url()).content.decode()

    def test_its_page_never_writes_the_letter(self, as_user, nanami, letter):
        assert as_user(nanami).post(letter.get_absolute_url()).status_code == 405


class TestPdf:
    def test_gives_the_kept_bytes_under_a_japanese_name(self, as_user, nanami, letter):
        keep_file(letter)
        answer = as_user(nanami).get(reverse("letters:pdf", args=[letter.pk]))
        assert answer.content == LetterFile.objects.get().content
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"].startswith("inline; filename*=utf-8''%E5%B8%82%E5%8D%94")
        assert answer["Cache-Control"] == "no-store"

    def test_a_file_that_was_never_made_is_made_and_kept(self, as_user, nanami, letter):
        answer = as_user(nanami).get(reverse("letters:pdf", args=[letter.pk]))
        assert LetterFile.objects.get(letter=letter).content == answer.content

    def test_a_damaged_file_is_not_given_out(self, as_user, nanami, letter):
        keep_file(letter)
        with without_triggers():
            connection.cursor().execute("UPDATE records_letterfile SET content = 'forged'")
        answer = as_user(nanami).get(reverse("letters:pdf", args=[letter.pk]))
        assert answer.status_code == 500
        assert "保管しているファイルが、出したときのものと違います" in answer.content.decode()
        assert b"forged" not in answer.content
        assert not letter.readings().exists(), "nobody read it"


class TestPrintMany:
    def test_joins_them_in_the_order_of_the_list(self, as_user, hall, many):
        keys = [many[3].pk, many[1].pk, many[2].pk]
        answer = as_user(hall.drafter).get(PRINT, {"letter": keys})
        pages = PdfReader(BytesIO(answer.content)).pages
        found = [next(n for n in "123" if f"市協第{n}号" in read_page(page)) for page in pages]
        assert found == ["3", "1", "2"]
        assert "3%E9%80%9A.pdf" in answer["Content-Disposition"], "3通"

    def test_on_both_sides_each_begins_on_a_new_sheet(self, as_user, hall, many):
        answer = as_user(hall.drafter).get(PRINT, {"letter": [many[0].pk, many[1].pk], "duplex": "1"})
        assert len(PdfReader(BytesIO(answer.content)).pages) == 4

    @pytest.mark.parametrize("keys", [[], ["x"], ["9" * 30]])
    def test_without_a_choice_it_says_what_to_do(self, as_user, hall, many, keys):
        page = as_user(hall.drafter).get(PRINT, {"letter": keys}, follow=True)
        assert "1通以上えらんでください" in page.content.decode()

    def test_one_that_is_not_yours_makes_it_a_404(self, as_user, nanami, many):
        assert as_user(nanami).get(PRINT, {"letter": [many[1].pk, many[3].pk]}).status_code == 404


def read_page(page) -> str:
    return "".join(page.extract_text().split())
