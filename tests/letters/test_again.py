"""A lost letter is issued again, a slip of the pen is corrected; what was decided is not changed by either."""

import dataclasses
from datetime import date

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse

from records.cases import NotNow
from records.events import Event
from records.letters import Letterhead, issue
from records.letters.again import correct, mendable, reissue
from records.letters.kinds import KINDS, Addressee
from records.letters.letter import Letter
from records.numbers import Series
from tests.letters.conftest import KIND, DecisionLetter
from tests.letters.test_issuing import JUNE, copy

JULY = date(2025, 7, 1)
TO = Addressee("北の会", "会長 北野 七海", "見本市北1番地")


@pytest.fixture
def letter(decision, hall) -> Letter:
    return issue(decision, by=hall.drafter, on=JUNE)


def mended(letter: Letter, **changes: str) -> dict[str, str]:
    return {**mendable(letter, letter.setting), **changes}


class TestReissue:
    def test_says_the_same_with_a_new_number_and_date_and_its_mark(self, letter, hall):
        again = reissue(letter, by=hall.drafter, reason="なくしたため。", on=JULY)
        assert (again.document_number, again.issued_on, again.corrects) == ("市協第2号", JULY, letter)
        assert again.is_reissue
        assert "（再発行　もとの通知書 市協第1号 令和7年6月2日）" in again.html
        assert again.snapshot["values"] == letter.snapshot["values"]
        assert again.code != letter.code
        assert letter.correction() == again

    def test_goes_out_in_the_name_of_who_signs_now(self, letter, hall, monkeypatch):
        new = Letterhead("見本市", "見本市長", "後任 次郎", "総務部 協働課", "0867-00-9999")
        monkeypatch.setattr(DecisionLetter, "letterhead", new)
        again = reissue(letter, by=hall.drafter, reason="x", on=JULY)
        assert "後任 次郎" in again.html
        assert "0867-00-9999" in again.html
        assert again.is_reissue, "another mayor's name makes no correction of it"

    def test_goes_on_record_with_its_reason_on_the_case_and_on_the_letter(self, letter, hall, north):
        reissue(letter, by=hall.drafter, reason="なくしたため。", on=JULY)
        for about in (north, letter):
            event = Event.objects.about(about).get(verb="letter.reissued")
            assert event.facts["comment"] == "なくしたため。"
            assert (event.facts["number"], event.facts["replaces"]) == ("市協第2号", "市協第1号")
            assert event.said == "通知書を再発行しました"

    def test_the_readers_are_told(self, letter, hall, nanami, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            again = reissue(letter, by=hall.drafter, reason="x", on=JULY)
        message = mail.outbox[-1]  # the first one tells of the first letter
        assert message.to == [nanami.email]
        assert message.subject == "交付決定通知書を再発行しました(市協第2号)"
        assert "通知書(市協第1号)を再発行しました。内容は同じです。" in message.body
        assert again.get_absolute_url() in message.body

    def test_is_done_once_and_then_from_the_newer_one(self, letter, hall):
        again = reissue(letter, by=hall.drafter, reason="x", on=JULY)
        with pytest.raises(NotNow, match="もう市協第2号があります"):
            reissue(letter, by=hall.drafter, reason="x", on=JULY)
        assert reissue(again, by=hall.drafter, reason="x", on=JULY).number == 3

    def test_a_kind_that_nobody_writes_any_more_is_refused(self, letter, hall, monkeypatch):
        monkeypatch.delitem(KINDS, KIND)
        with pytest.raises(NotNow, match="もうポータルでは作りません"):
            reissue(letter, by=hall.drafter, reason="x", on=JULY)
        monkeypatch.undo()
        assert Series.objects.get(name="市協").last == 1


class TestCorrect:
    def do(self, letter, hall, *, addressee=TO, wording=None, **values) -> Letter:
        facts = {"addressee": addressee, "wording": wording or letter.setting, "values": mended(letter, **values)}
        return correct(letter, **facts, by=hall.drafter, reason="誤り", on=JULY)

    def test_mends_a_value_and_says_what_it_stands_for(self, letter, hall):
        better = self.do(letter, hall, 申請日="令和7年5月13日")
        assert "令和7年5月13日" in better.html
        assert "（訂正　もとの通知書 市協第1号 令和7年6月2日）" in better.html
        assert not better.is_reissue
        assert better.amount == letter.amount
        assert Event.objects.about(letter).get(verb="letter.corrected").facts["comment"] == "誤り"

    def test_mends_the_addressee(self, letter, hall):
        better = self.do(letter, hall, addressee=dataclasses.replace(TO, person="会長 北野 七美"))
        assert better.addressee == "北の会 会長 北野 七美"

    def test_takes_the_newer_wording_if_asked(self, letter, hall):
        newer = copy(letter.setting, starts_on=JUNE, title="交付決定の通知書")
        assert self.do(letter, hall, wording=newer).subject == "交付決定の通知書"

    def test_an_amount_is_a_decision_and_no_slip(self, letter, hall):
        assert "交付決定額" not in mendable(letter, letter.setting)
        with pytest.raises(ValidationError) as refusal:
            correct(
                letter, values={"交付決定額": "金9,999,000円"}, addressee=TO, wording=letter.setting,
                by=hall.drafter, reason="x", on=JULY,
            )  # fmt: skip
        assert refusal.value.message_dict == {
            "交付決定額": ["金額は、訂正では直せません。決定を変える手続きをしてください。"]
        }

    def test_without_a_change_it_is_a_reissue(self, letter, hall):
        with pytest.raises(NotNow, match="直したところがありません"):
            self.do(letter, hall)

    def test_a_character_that_cannot_be_printed_stops_it(self, letter, hall):
        with pytest.raises(NotNow, match="U\\+1F338"):
            self.do(letter, hall, 申請日="🌸")
        assert letter.correction() is None


class TestPages:
    def test_who_may(self, as_user, hall, nanami, kuko, letter):
        address = reverse("letters:reissue", args=[letter.pk])
        people = (hall.drafter, hall.mayor, nanami, kuko, hall.stranger)
        seen = {person.name: as_user(person).get(address).status_code for person in people}
        assert seen == {"起案 花子": 200, "見本 一郎": 403, "北野 七海": 403, "南野 九子": 404, "財政 六助": 404}

    def test_the_letters_page_offers_it_until_it_is_done(self, as_user, hall, nanami, letter):
        browser = as_user(hall.drafter)
        address = reverse("letters:reissue", args=[letter.pk])
        assert address in browser.get(letter.get_absolute_url()).content.decode()
        assert address not in as_user(nanami).get(letter.get_absolute_url()).content.decode()
        page = browser.post(address, {"reason": "なくしたため。"}, follow=True).content.decode()
        assert "市協第1号として再発行しました。" in page, "the first number of this year"
        old = browser.get(letter.get_absolute_url()).content.decode()
        assert "この通知書は、再発行しました" in old
        assert address not in old
