"""振込データ: the file for the bank, made of what waits, recorded in one press or taken back."""

from datetime import date, datetime, time, timedelta
from hashlib import sha256
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.models import User
from grants.models import BankName, Grant, Payment, Scheme, Transfer, TransferClient, TransferLine
from grants.transfers.checks import Check
from grants.transfers.recording import pay_all
from organizations.models import Organization
from records.cases import NotNow
from records.events import Event
from records.mail import Mail
from records.retention.kinds import HOLDINGS
from tests import cast
from tests.cast import MONDAY, Hall
from tests.grants import build
from tests.grants.build import CLIENT, FRIDAY
from tests.grants.zengin_reader import read

pytestmark = pytest.mark.django_db

WRONG: tuple[tuple[dict[str, Any], str], ...] = (
    ({"bank_code": "12"}, "金融機関の番号が4けた"),
    ({"branch_code": "x01"}, "支店の番号が3けた"),
    ({"account_number": "12345"}, "口座番号が7けた"),
    ({"holder_kana": "北ﾉ会"}, "使えない字があります(北会)"),
    ({"holder_kana": "ｶﾞ" * 16}, "30字までです。今は32字"),
    ({"amount": 10**10}, "9,999,999,999円までをこえて"),
)


@pytest.fixture
def payments(granted: Grant, nanami: User, kuko: User, scheme: Scheme, hall: Hall) -> list[Payment]:
    """北の会 waits for 450,000 yen, 南の会 for 200,000; the bank's names are known."""
    build.bank_known(hall.chief)
    south = Organization.objects.get(name="南の会")
    other = build.granted(south, scheme, kuko, hall, 200_000)
    return [build.requested(granted, nanami), build.requested(other, kuko)]


@pytest.fixture
def transfer(payments: list[Payment], hall: Hall) -> Transfer:
    return build.transfer(payments, hall)


def record_all(transfer: Transfer, hall: Hall, monkeypatch: Any) -> list[str]:
    """On the day on which the bank pays."""
    noon = datetime.combine(FRIDAY, time(12), tzinfo=timezone.get_default_timezone())
    monkeypatch.setattr(timezone, "now", lambda: noon)
    return pay_all(transfer, by=hall.chief, paid_on=FRIDAY, voucher="支第1号", on=FRIDAY)


class TestMake:
    def test_keeps_a_file_that_a_bank_reads(self, transfer: Transfer, payments: list[Payment]):
        found = read(bytes(transfer.content), crlf=True)
        assert (found.client, found.client_name, found.day) == ("0000012345", "ﾐﾎﾝｼ ｶｲｹｲｶﾝﾘｼﾔ", "0516")
        assert [(row.bank_name, row.branch_name, row.account, row.amount) for row in found.rows] == [
            ("ﾐﾎﾝ", "ﾎﾝﾃﾝ", "0012345", 450_000),
            ("ﾐﾎﾝ", "ﾎﾝﾃﾝ", "0012345", 200_000),
        ]
        assert [row.reference for row in found.rows] == [payment.pk for payment in payments]
        assert (transfer.count, transfer.total, str(transfer)) == (2, 650_000, "振込データ 令和7年度第1号")
        assert transfer.sha256 == sha256(bytes(transfer.content)).hexdigest()

    def test_ends_no_line_where_the_bank_wants_none(self, payments: list[Payment], hall: Hall):
        TransferClient.write(by=hall.chief, **{**CLIENT, "newline": "none"})
        made = Transfer.make(payments, transfer_on=FRIDAY, by=hall.chief, on=MONDAY)
        assert len(read(bytes(made.content), crlf=False).rows) == 2

    def test_takes_a_payment_once(self, transfer: Transfer, payments: list[Payment], hall: Hall):
        with pytest.raises(NotNow, match="もう、ほかの振込データに入っています"):
            Transfer.make(payments[:1], transfer_on=FRIDAY, by=hall.chief, on=MONDAY)
        with pytest.raises(IntegrityError), transaction.atomic():
            TransferLine.objects.create(transfer=transfer, payment=payments[0], position=9, amount=1)

    def test_wants_a_day_on_which_banks_pay(self, payments: list[Payment], hall: Hall):
        for day, sentence in (
            (MONDAY - timedelta(days=3), "過ぎた日には振り込めません"),
            (MONDAY + timedelta(days=5), "銀行が休みの日です。令和7年5月19日なら"),
            (date(2025, 7, 21), "銀行が休みの日です。令和7年7月22日なら"),
            (date(2025, 9, 1), "先の日すぎます"),
        ):
            with pytest.raises(NotNow) as refusal:
                Transfer.make(payments, transfer_on=day, by=hall.chief, on=MONDAY)
            assert sentence in refusal.value.message_dict["transfer_on"][0]

    def test_makes_nothing_if_one_of_them_cannot_go(self, payments: list[Payment], hall: Hall):
        BankName.objects.filter(code="0123001").delete()
        payments[1].send_back(by=hall.chief, comment="口座がちがいます。")
        payments[1].refresh_from_db()
        with pytest.raises(NotNow) as refusal:
            Transfer.make(payments, transfer_on=FRIDAY, by=hall.chief, on=MONDAY)
        assert [word for word in refusal.value.messages if word.startswith("南の会")] == [
            "南の会: もう支払いを待っていません。",
            "南の会: 「本店」(0123001)のカナの名前が、まだありません。",
        ]
        assert not Transfer.objects.exists()

    def test_wants_the_city_s_own_account(self, payments: list[Payment], hall: Hall):
        TransferClient.objects.all().delete()
        with pytest.raises(NotNow, match="振込依頼人"):
            Transfer.make(payments, transfer_on=FRIDAY, by=hall.chief, on=MONDAY)

    def test_is_not_made_of_nothing(self, payments: list[Payment], hall: Hall):
        with pytest.raises(NotNow, match="1つ以上印を"):
            Transfer.make([], transfer_on=FRIDAY, by=hall.chief, on=MONDAY)

    def test_finds_what_a_bank_would_send_back(self, payments: list[Payment]):
        """The database keeps all but the last out; the file is asked all the same."""
        for columns, sentence in WRONG:
            wrong = Payment.objects.select_related("grant__scheme").get(pk=payments[0].pk)
            for column, value in columns.items():
                setattr(wrong, column, value)
            found = Check([wrong], on=MONDAY).faults[wrong.pk]
            assert [fault for fault in found if sentence in fault.sentence] != [], sentence

    def test_leaves_the_books_of_a_closed_year_alone(self, payments: list[Payment]):
        sentence = "この年度の支払いは、出納閉鎖の令和8年5月31日までです。"
        check = Check(payments, on=date(2026, 5, 29), transfer_on=date(2026, 6, 1))
        assert sentence in [fault.sentence for fault in check.faults[payments[0].pk]]

    def test_is_not_made_by_who_is_tied_to_the_organization(self, payments: list[Payment], hall: Hall, north: Any):
        cast.officer(north, hall.chief, "auditor")
        with pytest.raises(NotNow, match="北の会: あなたはこの団体の役員"):
            Transfer.make(payments, transfer_on=FRIDAY, by=User.objects.get(pk=hall.chief.pk), on=MONDAY)


class TestPayAll:
    def test_records_every_payment_as_its_own(
        self, transfer: Transfer, payments: list[Payment], hall: Hall, monkeypatch: Any
    ):
        mails = Mail.objects.count()
        assert record_all(transfer, hall, monkeypatch) == []
        paid = [Payment.objects.get(pk=payment.pk) for payment in payments]
        assert [(each.status, each.paid_on, each.voucher) for each in paid] == [("paid", FRIDAY, "支第1号")] * 2
        assert [build.happened(each, "payment.pay")[0].actor for each in paid] == [hall.chief] * 2
        assert Mail.objects.count() == mails + 2
        transfer.refresh_from_db()
        assert transfer.status == "done"

    def test_leaves_what_refuses_and_says_so(
        self, transfer: Transfer, payments: list[Payment], hall: Hall, monkeypatch: Any
    ):
        """Money that the bank has moved is a fact: the others stand."""
        payments[0].grant.reduce(by=hall.chief, amount=100_000, comment="一部の取消し")
        refused = record_all(transfer, hall, monkeypatch)
        assert refused == ["北の会: 請求のあとで、交付の決定が変わりました。請求書の直しを求めてください。"]
        transfer.refresh_from_db()
        assert transfer.status == "made"
        assert [each.status for each in Payment.objects.order_by("pk")] == ["requested", "paid"]
        transfer.strike(transfer.unpaid().get(), by=hall.chief, reason="決定が変わったため。")
        assert transfer.status == "done"

    def test_records_nothing_for_who_may_not(self, transfer: Transfer, nanami: User, kuko: User):
        with pytest.raises(NotNow):
            pay_all(transfer, by=nanami, paid_on=FRIDAY, voucher="", on=FRIDAY)
        assert {each.status for each in Payment.objects.all()} == {"requested"}

    def test_is_neither_before_the_bank_nor_foretold(self, transfer: Transfer, hall: Hall):
        for day, on, sentence in ((MONDAY, FRIDAY, "振込日の令和7年5月16日か"), (FRIDAY, MONDAY, "まだ来ていない日")):
            with pytest.raises(NotNow) as refusal:
                pay_all(transfer, by=hall.chief, paid_on=day, voucher="", on=on)
            assert sentence in refusal.value.message_dict["paid_on"][0]

    def test_is_refused_once_it_is_done_or_cancelled(self, transfer: Transfer, hall: Hall):
        transfer.cancel(by=hall.chief, reason="日をまちがえた。")
        with pytest.raises(NotNow):
            pay_all(transfer, by=hall.chief, paid_on=FRIDAY, voucher="", on=FRIDAY)


class TestWhileItIsWithTheBank:
    def test_a_payment_is_neither_recorded_nor_sent_back_by_itself(
        self, transfer: Transfer, payments: list[Payment], hall: Hall
    ):
        with pytest.raises(NotNow, match="第1号」に入っています"):
            payments[0].pay(by=hall.chief, paid_on=MONDAY, voucher="")
        with pytest.raises(NotNow, match="第1号」に入っています"):
            payments[0].send_back(by=hall.chief, comment="口座を直してください。")

    def test_one_that_the_bank_could_not_pay_is_taken_out(
        self, transfer: Transfer, payments: list[Payment], hall: Hall
    ):
        transfer.strike(transfer.lines.get(payment=payments[0]), by=hall.chief, reason="口座相違")
        payments[0].send_back(by=hall.chief, comment="口座を直してください。")
        with pytest.raises(NotNow, match="残りの1件は外せません"):
            transfer.strike(transfer.lines.get(payment=payments[1]), by=hall.chief, reason="口座相違")
        assert "口座相違" in build.happened(transfer, "transfer.strike")[0].facts["comment"]


class TestCancel:
    def test_frees_its_payments_for_another(self, transfer: Transfer, payments: list[Payment], hall: Hall):
        transfer.cancel(by=hall.chief, reason="日をまちがえた。")
        again = Transfer.make(payments, transfer_on=FRIDAY, by=hall.chief, on=MONDAY)
        assert (transfer.status, again.number, again.count) == ("cancelled", 2, 2)

    def test_wants_a_reason(self, transfer: Transfer, hall: Hall):
        with pytest.raises(ValidationError, match="理由を入れて"):
            transfer.cancel(by=hall.chief, reason="")

    def test_is_refused_once_something_is_paid(self, transfer: Transfer, payments: Any, hall: Hall, monkeypatch: Any):
        payments[0].grant.reduce(by=hall.chief, amount=100_000, comment="一部の取消し")
        record_all(transfer, hall, monkeypatch)
        with pytest.raises(NotNow, match="もう支払いを記録した分があるので"):
            transfer.cancel(by=hall.chief, reason="日をまちがえた。")


class TestTheDatabaseItself:
    def test_keeps_what_the_bank_was_told(self, transfer: Transfer):
        for change in ({"content": b"x"}, {"total": 1}, {"transfer_on": MONDAY}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Transfer.objects.filter(pk=transfer.pk).update(**change)

    def test_lets_the_file_go_when_its_years_are_over(self, transfer: Transfer, hall: Hall):
        transfer.cancel(by=hall.chief, reason="日をまちがえた。")
        HOLDINGS["grants.transfer"].erase(transfer.pk)
        transfer.refresh_from_db()
        assert (bytes(transfer.content), transfer.total) == (b"", 650_000)


def test_the_settings_say_what_changed(hall: Hall):
    TransferClient.write(by=hall.chief, **CLIENT)
    TransferClient.write(by=hall.chief, **{**CLIENT, "bank_kana": "ｷﾀ"})
    told = Event.objects.filter(verb="transferclient.write").first()
    assert told
    assert [(each.label, each.after) for each in told.changes] == [("銀行の名前(カナ)", "ｷﾀ")]
    BankName.write("0123", "ﾐﾎﾝ", by=hall.chief)
    BankName.write("0123", "ﾐﾎﾝ", by=hall.chief)
    assert Event.objects.filter(verb="bankname.write").count() == 1
