"""追加の質問: an officer writes them as rows, an applicant answers them, the city reads the answers."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from grants.formula.files import NotAFile, read_file
from grants.models import Grant, Scheme, SchemeQuestion
from grants.places import own_places
from grants.printed.application import papers_of_application
from grants.questions.asking import Question, asked, faults, following
from grants.rulebooks.taking import import_book
from grants.rulebooks.writing import rule_book
from organizations.models import Organization
from records.cases import NotNow
from records.corrections import Ask, Correction
from records.papers import Entry
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.grants.test_city_pages import sheet
from tests.portal import PortalClient

AsUser = Callable[[User], PortalClient]
QUESTIONS: list[Question] = [
    Question("移動の支援をしますか", "choice", required=True, options=("はい", "いいえ")),
    Question("送迎に使う車", "table", required=True, options=("車の名前", "乗れる人数"), after=1, answers=("はい",)),
    Question("見込みの利用者数", "number", unit="人", help="1年の延べ人数"),
    Question("区域の地図", "file", after=1, answers=("はい",)),
    Question("工夫したこと", "text"),
]
ROWS = [question.row for question in QUESTIONS]
TABLE = {"question-2-rows": "3", "question-2-0-0": "ゆめ号", "question-2-0-1": "9", "question-2-2-0": "まる号"}


def page(name: str, grant: Grant) -> str:
    return reverse(f"grants:{name}", args=[grant.pk])


def typed(**changes: str) -> dict[str, str]:
    form = {"starts_on": "R7.5.12", "ends_on": "R8.3.31", "contact_name": "北野 七海", "contact_phone": "0867-00-5678"}
    return {**form, "question-1": "はい", **TABLE, "question-3": "１，２００人", "question-5": "", **changes}


@pytest.fixture
def terms() -> dict[str, Any]:
    return {"questions": ROWS}


class TestAsked:
    @pytest.mark.parametrize(
        ("answers", "numbers"), [({}, [1, 3, 5]), ({1: "はい"}, [1, 2, 3, 4, 5]), ({1: "いいえ"}, [1, 3, 5])]
    )
    def test_follows_the_earlier_answer(self, answers: dict[int, str], numbers: list[int]):
        assert asked(QUESTIONS, answers) == numbers

    def test_what_hangs_on_a_question_goes_with_it(self):
        assert following(QUESTIONS, {1}) == {1, 2, 4}
        assert following(QUESTIONS, {3}) == {3}

    @given(st.lists(st.sampled_from(QUESTIONS), max_size=8), st.dictionaries(st.integers(0, 9), st.text(max_size=3)))
    def test_never_asks_on_the_strength_of_what_is_not_asked(self, questions, answers):
        found = asked(questions, answers)
        assert all(questions[number - 1].after in (None, *found) for number in found)

    @pytest.mark.parametrize(
        ("question", "sentence"),
        [
            (Question("色", "choice", options=("赤",)), "2つ以上"),
            (Question("色", "choice", options=("赤", "赤")), "ちがう言葉"),
            (Question("表", "table"), "列の名前"),
            (Question("文", "text", options=("赤", "青")), "「選ぶ」と「表」の質問だけ"),
            (Question("色", "choice", options=("赤", "あ" * 61)), "60文字まで"),
            (Question("移動の支援をしますか"), "同じ質問"),
            (Question("後", after=2, answers=("はい",)), "前にある質問の番号"),
            (Question("後", after=1, answers=("たぶん",)), "はい、いいえ"),
        ],
    )
    def test_a_list_that_cannot_work_is_refused(self, question: Question, sentence: str):
        (found,) = faults([QUESTIONS[0], question])
        assert sentence in found[2]


@pytest.mark.django_db
class TestTheScheme:
    def test_is_written_as_rows(self, as_user: AsUser, hall: Hall, north: Organization):
        money = build.scheme_draft(hall.drafter)
        rows = (
            {"text": "車を使いますか", "kind": "choice", "required": "yes", "options": "はい\nいいえ"},
            {"text": "台数", "kind": "number", "required": "", "options": "台", "condition": "１＝はい"},
        )
        url = reverse("grants:scheme_rows", args=[money.pk, "questions"])
        browser = as_user(hall.drafter)
        response = browser.post(url, sheet("questions", *rows), follow=True)
        first, second = money.questions.all()
        assert (first.options, first.required, second.unit) == (["はい", "いいえ"], True, "台")
        assert (second.after, second.answers) == (1, ["はい"])
        assert "質問1「車を使いますか」で「はい」と答えたときだけ" in response.text
        assert 'value="1=はい"' in browser.get(url).text

    @pytest.mark.parametrize(
        ("row", "sentence"),
        [
            ({"kind": "choice", "options": "はい"}, "2つ以上"),
            ({"kind": "text", "condition": "1=はい"}, "前にある質問の番号"),
            ({"kind": "text", "condition": "はい"}, "「1=はい」のように"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_what_was_typed(
        self, as_user: AsUser, hall: Hall, north: Organization, row: dict[str, str], sentence: str
    ):
        money = build.scheme_draft(hall.drafter)
        url = reverse("grants:scheme_rows", args=[money.pk, "questions"])
        text = as_user(hall.drafter).post(url, sheet("questions", {"text": "台数は", "required": "", **row})).text
        assert sentence in text
        assert "台数は" in text
        assert not money.questions.exists()

    def test_is_copied_and_travels(self, scheme: Scheme, hall: Hall):
        exported = rule_book(scheme)
        scheme.reopen(by=hall.drafter)
        scheme.revise(by=hall.drafter, programme="older")
        made = import_book(read_file(exported.encode()), by=hall.drafter)
        assert [question.plain for question in made.questions.all()] == QUESTIONS
        assert rule_book(made) == exported

    def test_a_book_with_a_wrong_question_names_the_line(self, scheme: Scheme):
        text = rule_book(scheme).replace("after = 1", "after = 4", 1)
        with pytest.raises(NotAFile) as refusal:
            read_file(text.encode())
        (fault,) = refusal.value.faults
        assert fault.line == text.splitlines().index("after = 4") + 1
        assert "前にある質問の番号" in fault.sentence

    def test_stands_still_once_somebody_applied(self, draft: Grant):
        with pytest.raises(IntegrityError, match="もう申請があります"), transaction.atomic():
            SchemeQuestion.objects.filter(scheme=draft.scheme).delete()


@pytest.mark.django_db
class TestAnswering:
    def test_in_the_application_s_own_form(self, as_user: AsUser, draft: Grant, nanami: User):
        browser = as_user(nanami)
        shown = browser.get(page("edit", draft)).text
        assert "質問1「移動の支援をしますか」で「はい」と答えたときだけ、答えてください。" in shown
        assert browser.post(page("edit", draft), typed()).status_code == 302
        draft.refresh_from_db()
        table = [["ゆめ号", "9"], ["まる号", ""]]
        assert draft.answers == {"1": "はい", "2": table, "3": "1,200"}
        assert "ゆめ号、9 / まる号" in build.happened(draft, "grant.answer")[0].facts["changes"][1]["after"]
        assert "1,200人" in browser.get(page("confirm", draft)).text

    def test_what_is_not_asked_is_not_missing_and_not_kept(self, as_user: AsUser, draft: Grant, nanami: User):
        as_user(nanami).post(page("edit", draft), typed(**{"question-1": "いいえ"}))
        draft.refresh_from_db()
        assert draft.answers == {"1": "いいえ", "3": "1,200"}
        assert not [gap for gap in draft.gaps(on=MONDAY) if "質問" in gap.sentence]

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"question-1": ""}, "移動の支援をしますかを1つ選んでください"),
            ({"question-1": "たぶん"}, "一覧の中から"),
            ({"question-2-rows": "0"}, "1行以上"),
            ({"question-3": "たくさん"}, "数"),
            ({"question-2-0-0": "あ" * 201}, "200文字まで"),
        ],
    )
    def test_says_at_the_question_how_to_mend_it(
        self, as_user: AsUser, draft: Grant, nanami: User, changes: dict[str, str], sentence: str
    ):
        response = as_user(nanami).post(page("edit", draft), typed(**{"question-5": "くふう", **changes}))
        assert response.status_code == 200
        assert sentence in response.text
        assert "くふう" in response.text

    def test_a_table_grows_without_a_script(self, as_user: AsUser, draft: Grant, nanami: User):
        text = as_user(nanami).post(page("edit", draft), typed(more="question-2")).text
        assert 'name="question-2-5-1"' in text
        assert "まる号" in text
        draft.refresh_from_db()
        assert draft.answers == {}

    def test_a_file_is_an_answer(self, as_user: AsUser, draft: Grant, nanami: User, pdf: Any):
        as_user(nanami).post(page("edit", draft), {**typed(), "question-4": pdf})
        assert [paper.purpose for paper in draft.papers()] == ["区域の地図"]
        assert "議事録.pdf" in as_user(nanami).get(page("confirm", draft)).text

    def test_nothing_is_sent_while_an_answer_is_missing(self, draft: Grant, nanami: User):
        with pytest.raises(NotNow, match="質問1「移動の支援をしますか」に答えてください"):
            draft.submit(by=nanami, on=MONDAY)


@pytest.mark.django_db
class TestReading:
    @pytest.fixture
    def sent(self, draft: Grant, nanami: User) -> Grant:
        draft.answer({1: "はい", 2: [["ゆめ号", "9"]], 5: "声かけ"}, by=nanami)
        draft.submit(by=nanami, on=MONDAY)
        return draft

    def test_reviewers_see_the_answers(self, as_user: AsUser, sent: Grant, hall: Hall, kuko: User):
        text = as_user(hall.drafter).get(page("detail", sent)).text
        assert "送迎に使う車" in text
        assert "ゆめ号" in text
        assert as_user(kuko).get(page("detail", sent)).status_code == 404

    def test_the_city_s_form_prints_them(self, sent: Grant):
        paper = next(iter(papers_of_application(sent)))
        assert Entry("質問5 工夫したこと", "声かけ") in paper.entries
        (table,) = paper.tables
        assert (table.caption, table.rows) == ("質問2 送迎に使う車", (("ゆめ号", "9"),))

    def test_the_paper_that_was_sent_keeps_them(self, sent: Grant):
        (event,) = build.happened(sent, "grant.submit")
        assert event.facts["paper"]["question-2"] == ["交付申請書 質問2「送迎に使う車」", "ゆめ号、9"]

    def test_a_flagged_question_opens_alone(self, as_user: AsUser, sent: Grant, hall: Hall, nanami: User):
        (place,) = [place for place in own_places(sent) if place.code == "question-5"]
        ask: Ask = {"field": place.code, "label": place.label, "comment": "もっとくわしく。"}
        sent.ask_correction([ask], by=hall.drafter, due_on=MONDAY)
        browser = as_user(nanami)
        text = browser.get(page("edit", sent)).text
        assert 'name="question-5"' in text
        assert 'name="question-1"' not in text
        assert "もっとくわしく。" in text
        browser.post(page("edit", sent), typed(**{"question-1": "いいえ", "question-5": "毎週の声かけ"}))
        sent.refresh_from_db()
        assert sent.answers == {"1": "はい", "2": [["ゆめ号", "9"]], "5": "毎週の声かけ"}
        sent.submit(by=nanami, on=MONDAY)
        assert Correction.objects.about(sent).get().after == "毎週の声かけ"

    def test_an_answer_that_opens_another_question_opens_it(self, draft: Grant, hall: Hall, nanami: User):
        draft.answer({1: "いいえ"}, by=nanami)
        draft.submit(by=nanami, on=MONDAY)
        ask: Ask = {"field": "question-1", "label": "質問1", "comment": "送迎をすると聞きました。"}
        draft.ask_correction([ask], by=hall.drafter, due_on=MONDAY)
        draft.answer({1: "はい", 2: [["ゆめ号", "9"]], 3: "5"}, by=nanami)
        assert draft.answers == {"1": "はい", "2": [["ゆめ号", "9"]]}

    def test_are_closed_when_it_lies_with_the_city(self, sent: Grant, nanami: User):
        with pytest.raises(NotNow):
            sent.answer({5: "後から"}, by=nanami)
