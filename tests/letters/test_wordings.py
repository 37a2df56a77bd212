"""通知書の文面: drafted by one officer, adopted by another, and from then on as it is."""

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from records.cases import NotNow
from records.events import Event
from records.letters import issue, preview
from records.letters.issuing import sample_preview
from records.letters.setting import LetterSetting, unknown_names
from tests.letters.conftest import KIND
from tests.letters.test_issuing import JUNE
from tests.letters.test_render import read

NAMES = (
    "title", "body", "legal_basis", "appeal", "contact", "layout", "form_number", "symbol", "honorific", "seal_mode",
    "retention_years",
)  # fmt: skip


def values(setting: LetterSetting, **changes: object) -> dict[str, object]:
    return {name: getattr(setting, name) for name in NAMES} | {"starts_on": setting.starts_on} | changes


def rows(setting: LetterSetting) -> list[dict[str, Any]]:
    return [{"label": e.label, "text": e.text, "optional": e.optional} for e in setting.entries.all()]


def typed(setting: LetterSetting, **changes: str) -> dict[str, str]:
    """The editor as a browser sends it."""
    entries = rows(setting)
    data = {name: str(getattr(setting, name)) for name in NAMES}
    data |= {"starts_on": f"{setting.starts_on:%Y-%m-%d}", "seen": setting.state, "save": "1"}
    data |= {"entries-TOTAL_FORMS": str(len(entries)), "entries-INITIAL_FORMS": "0", "entries-MAX_NUM_FORMS": "40"}
    for n, entry in enumerate(entries):
        data |= {
            f"entries-{n}-label": entry["label"],
            f"entries-{n}-text": entry["text"],
            f"entries-{n}-ORDER": str(n + 1),
        }
        data |= {f"entries-{n}-optional": "on"} if entry["optional"] else {}
    return data | changes


@pytest.fixture
def draft(setting, hall) -> LetterSetting:
    return LetterSetting.begin(KIND, "", by=hall.drafter, on=timezone.localdate(), like=setting)


class TestBegin:
    def test_says_what_the_wording_in_force_says_and_holds_for_no_letter(self, draft, setting, decision):
        assert (draft.title, rows(draft)) == (setting.title, rows(setting))
        assert draft.starts_on == timezone.localdate() + timedelta(days=1)
        assert LetterSetting.objects.in_force(KIND, "", on=draft.starts_on) == setting
        assert Event.objects.about(draft).get().verb == "lettersetting.begin"

    def test_there_is_one_draft_at_a_time(self, draft, setting, hall):
        with pytest.raises(ValidationError, match="書きかけの下書きがもうあります"):
            LetterSetting.begin(KIND, "", by=hall.chief, on=timezone.localdate(), like=setting)
        assert LetterSetting.begin(KIND, "lump_sum", by=hall.chief, on=timezone.localdate(), like=setting).pk

    def test_a_kind_without_any_wording_begins_with_its_name(self, hall, db):
        made = LetterSetting.begin(KIND, "", by=hall.drafter, on=timezone.localdate(), like=None)
        assert (made.title, made.symbol, made.based_on) == ("交付決定通知書", "市協", None)


class TestRewrite:
    def test_puts_other_words_in_place_and_tells_what_changed(self, draft, hall):
        entries = [{"label": "交付決定額", "text": "{交付決定額}", "optional": False}]
        draft.rewrite(values(draft, title="決定書"), entries, by=hall.chief)
        draft.refresh_from_db()
        assert (draft.title, draft.written_by, rows(draft)) == ("決定書", hall.chief, entries)
        told = Event.objects.about(draft).get(verb="lettersetting.rewrite").facts["changes"]
        assert {"label": "題名", "before": "交付決定通知書", "after": "決定書"} in told
        assert "記の項目「条件」" in [change["label"] for change in told]

    def test_refuses_what_was_typed_over_words_that_changed_meanwhile(self, draft, hall):
        seen = draft.state
        draft.rewrite(values(draft, title="別の題名"), rows(draft), by=hall.chief, seen=seen)
        with pytest.raises(NotNow, match="ほかの人がこの文面を直しました"):
            draft.rewrite(values(draft, title="古い画面"), rows(draft), by=hall.drafter, seen=seen)
        assert LetterSetting.objects.get(pk=draft.pk).title == "別の題名"

    @pytest.mark.parametrize("verb", ["adopt", "drop"])
    def test_is_refused_once_it_is_no_draft_any_more(self, draft, hall, verb):
        getattr(draft, verb)(by=hall.chief, **({"on": timezone.localdate()} if verb == "adopt" else {}))
        with pytest.raises(NotNow, match="もう下書きではありません"):
            draft.rewrite(values(draft, title="あとから"), [], by=hall.drafter)
        assert draft.entries.count() == 3


class TestAdopt:
    def test_letters_are_written_with_it_from_its_first_day(self, draft, setting, hall):
        draft.adopt(by=hall.chief, on=timezone.localdate())
        in_force = [LetterSetting.objects.in_force(KIND, "", on=day) for day in (timezone.localdate(), draft.starts_on)]
        assert in_force == [setting, draft]
        assert (draft.adopted_by, bool(draft.adopted_at)) == (hall.chief, True)

    def test_what_was_issued_before_stays_as_it_was(self, draft, setting, decision, hall):
        letter = issue(decision, by=hall.drafter, on=timezone.localdate())
        draft.rewrite(values(draft, title="新しい題名", starts_on=timezone.localdate()), rows(draft), by=hall.drafter)
        draft.adopt(by=hall.chief, on=timezone.localdate())
        letter.refresh_from_db()
        assert letter.snapshot["wording"]["title"] == letter.subject == "交付決定通知書"
        assert letter.setting == setting
        assert preview(decision, on=timezone.localdate()).paper.subject == "新しい題名"

    def test_takes_a_second_pair_of_eyes(self, draft, hall):
        with pytest.raises(ValidationError, match="自分が最後に直した文面は、自分では決められません"):
            draft.adopt(by=hall.drafter, on=timezone.localdate())
        assert LetterSetting.objects.get(pk=draft.pk).status == "draft"

    def test_adopts_nothing_that_was_not_read(self, draft, hall):
        seen = draft.state
        draft.rewrite(values(draft, title="別の題名"), rows(draft), by=hall.drafter)
        with pytest.raises(NotNow, match="ほかの人がこの文面を直しました"):
            draft.adopt(by=hall.chief, on=timezone.localdate(), seen=seen)

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"starts_on": JUNE}, "使いはじめる日が過ぎています"),
            ({"body": "{交付決定学}を交付します。"}, "本文の「交付決定学」が、まだ入っていません。"),
            ({"title": "通知書\U0001f600"}, "印刷できる書体がありません"),
        ],
    )
    def test_is_refused_while_no_letter_could_be_written(self, draft, hall, changes, sentence):
        draft.rewrite(values(draft, **changes), rows(draft), by=hall.drafter)
        with pytest.raises(NotNow, match=sentence):
            draft.adopt(by=hall.chief, on=timezone.localdate())

    def test_a_day_has_one_wording(self, draft, setting, hall):
        draft.adopt(by=hall.chief, on=timezone.localdate())
        second = LetterSetting.begin(KIND, "", by=hall.drafter, on=timezone.localdate(), like=draft)
        second.rewrite(values(second, starts_on=draft.starts_on), rows(second), by=hall.drafter)
        with pytest.raises(ValidationError, match="同じ日からの文面がもうあります"):
            second.adopt(by=hall.chief, on=timezone.localdate())


class TestPages:
    def test_the_city_reads_the_section_writes_and_the_neighbour_sees_nothing(
        self, as_user, hall, kuko, nanami, draft, setting
    ):
        addresses = [
            reverse("letters:wordings"),
            reverse("letters:wording_kind", args=[KIND]),
            draft.get_absolute_url(),
            reverse("letters:wording_edit", args=[draft.pk]),
        ]
        for person, expected in (
            (hall.drafter, [200, 200, 200, 200]),
            (hall.director, [200, 200, 200, 403]),
            (hall.stranger, [403, 403, 404, 404]),
            (nanami, [403, 403, 404, 404]),
            (kuko, [403, 403, 404, 404]),
        ):
            assert [as_user(person).get(address).status_code for address in addresses] == expected

    def test_a_draft_goes_its_way_from_page_to_page(self, as_user, hall, setting):
        client = as_user(hall.drafter)
        page = client.post(reverse("letters:wording_begin", args=[KIND]), {"programme": ""}, follow=True)
        draft = LetterSetting.objects.get(status="draft")
        assert page.request["PATH_INFO"] == reverse("letters:wording_edit", args=[draft.pk])
        client.post(reverse("letters:wording_edit", args=[draft.pk]), typed(draft, title="{申請日}の決定"))
        draft.refresh_from_db()
        own = client.get(draft.get_absolute_url()).content.decode()
        assert "自分が最後に直した文面は" in own
        assert "<span>令和7年5月12日</span>の決定" in own
        assert "この文面に決める" not in own
        second = as_user(hall.chief)
        assert "この文面に決める" in second.get(draft.get_absolute_url()).content.decode()
        second.post(reverse("letters:wording_adopt", args=[draft.pk]), {"seen": draft.state})
        draft.refresh_from_db()
        assert draft.status == "adopted"
        assert "これから" in client.get(reverse("letters:wording_kind", args=[KIND])).content.decode()

    def test_a_draft_can_be_dropped(self, as_user, hall, draft):
        as_user(hall.drafter).post(reverse("letters:wording_drop", args=[draft.pk]))
        draft.refresh_from_db()
        assert draft.status == "dropped"

    @pytest.mark.parametrize("field", ["title", "body", "contact", "entries-0-text", "entries-0-label"])
    def test_a_name_that_does_not_exist_is_told_at_its_field_and_nothing_is_lost(self, as_user, hall, draft, field):
        sent = typed(draft, **{field: "{交付決定学}です"})
        page = as_user(hall.drafter).post(reverse("letters:wording_edit", args=[draft.pk]), sent).content.decode()
        assert "「{交付決定学}」という値はありません。使える名前:市、発信者" in page
        assert "{交付決定学}です" in page
        assert not Event.objects.about(draft).filter(verb="lettersetting.rewrite").exists()

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"seal_mode": "image"}, "公印を印刷するには、印影を選んでください。"),
            ({"appeal_printed": "on", "appeal": ""}, "教示を入れるには、教示の文を書いてください。"),
            ({"retention_years": "7"}, "一覧の中から選んでください。"),
            ({"starts_on": ""}, "使いはじめる日を入れてください。"),
            ({"form_number": "様式{市}"}, "ここには { } の値は入れられません。"),
            ({"body": "あ" * 2001}, "2000文字までにしてください。"),
            ({"layout": "絵巻物", "seal": "x", "symbol": ""}, "文書記号を入れてください。"),
        ],
    )
    def test_what_cannot_be_is_refused_at_its_field(self, as_user, hall, draft, changes, sentence):
        page = as_user(hall.drafter).post(reverse("letters:wording_edit", args=[draft.pk]), typed(draft, **changes))
        assert page.status_code == 200
        assert sentence in page.content.decode()

    def test_a_row_is_added_without_a_script(self, as_user, hall, draft):
        sent = typed(draft, add="entries", body="書きかけ")
        page = as_user(hall.drafter).post(reverse("letters:wording_edit", args=[draft.pk]), sent).content.decode()
        assert 'name="entries-3-label"' in page
        assert "書きかけ" in page

    def test_an_adopted_wording_is_only_shown(self, as_user, hall, setting):
        answer = as_user(hall.drafter).post(reverse("letters:wording_edit", args=[setting.pk]), typed(setting))
        assert answer["Location"] == setting.get_absolute_url()

    def test_a_kind_that_nobody_writes_is_not_found(self, as_user, hall, db):
        assert as_user(hall.drafter).get(reverse("letters:wording_kind", args=["grants.nothing"])).status_code == 404

    def test_the_list_costs_the_same_for_many_wordings(self, as_user, hall, setting, django_assert_max_num_queries):
        for number in range(30):
            LetterSetting.objects.create(kind=KIND, programme=f"p{number}", starts_on=JUNE, status="adopted")
        client = as_user(hall.drafter)
        with django_assert_max_num_queries(12):
            client.get(reverse("letters:wordings"))


class TestTrial:
    """The preview beside the text: on the examples, and on cases that the officer may see."""

    def test_shows_a_real_case_and_what_it_does_not_have(self, as_user, hall, draft, decision):
        letter = issue(decision, by=hall.drafter, on=JUNE)
        address = reverse("letters:wording_edit", args=[draft.pk])
        page = as_user(hall.drafter).get(address, {"case": f"letter-{letter.pk}"}).content.decode()
        assert f"{letter.document_number} 北の会 会長 北野 七海" in page
        assert "この案件 <b>ありません</b>" in page  # 加算金
        assert "この案件 金1,234,000円" in page

    def test_the_script_gets_the_letter_as_it_is_typed_and_nothing_is_saved(self, as_user, hall, draft, decision):
        letter = issue(decision, by=hall.drafter, on=JUNE)
        sent = typed(draft, body="{交付決定額}と{加算金}です。", case=f"letter-{letter.pk}")
        answer = as_user(hall.drafter).post(
            reverse("letters:wording_edit", args=[draft.pk]), sent, headers={"X-Preview": "1"}
        )
        text = answer.content.decode()
        assert "<html" not in text
        assert "金1,234,000円" in text
        assert "本文の「加算金」が、まだ入っていません。" in text
        assert LetterSetting.objects.get(pk=draft.pk).body == draft.body

    def test_is_printed_as_a_draft(self, as_user, hall, draft):
        answer = as_user(hall.drafter).get(reverse("letters:wording_pdf", args=[draft.pk]))
        assert "案" in read(answer.content)

    @pytest.mark.parametrize("key", ["letter-999999", "item-0", "../etc/passwd", "💥"])
    def test_a_case_that_is_not_there_is_the_examples(self, as_user, hall, draft, key):
        page = as_user(hall.drafter).get(draft.get_absolute_url(), {"case": key})
        assert "金1,234,000円" in page.content.decode()

    @pytest.mark.parametrize(
        "attack",
        [
            "{市.__class__}", "{市!r}", "{市:>9999999}", "{0}", "{{ settings.SECRET_KEY }}", "{% include 'a' %}",
            "{% load static %}", "<img src=file:///etc/passwd>", "<script>alert(1)</script>",
            "<style>@import url(file:///etc/passwd)</style>", "url(http://127.0.0.1/)", "${jndi:ldap://x}", "%(市)s",
            "{" * 2000, "{市" * 600, "あ" * 2000,
        ],
    )  # fmt: skip
    def test_a_text_reaches_nothing_but_the_values_of_its_kind(self, hall, draft, attack):
        draft.rewrite(values(draft, body=attack), rows(draft), by=hall.drafter)
        shown = sample_preview(draft)
        for leak in ("<img", "<script", "<style", "class &#x27;", "root:", settings.SECRET_KEY):
            assert leak not in shown.html
        assert shown.pdf().content.startswith(b"%PDF")  # nothing was fetched for it: the renderer would refuse

    @pytest.mark.parametrize("text", ["{{ 市 }}", "{市", "市}", "{}"])
    def test_a_bracket_that_holds_no_name_is_told(self, text):
        assert any("値の名前を囲むときだけ" in sentence for sentence in unknown_names(KIND, text))

    def test_and_it_is_told_at_its_field(self, as_user, hall, draft):
        address = reverse("letters:wording_edit", args=[draft.pk])
        page = as_user(hall.drafter).post(address, typed(draft, body="{市の通知")).content.decode()
        assert "{ と } は、値の名前を囲むときだけ使えます。" in page
