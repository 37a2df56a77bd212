"""保存年限 and 廃棄: a list by one person, an approval by another; people leave, statistics and trail stay."""

from datetime import date, datetime, time

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from grants.models import Grant
from organizations.models import Officer
from records.attachments import Attachment, receive
from records.cases import NotNow
from records.drafts import Draft
from records.events import Event
from records.fiscal import FiscalYear
from records.letters.again import reissue
from records.letters.issuing import keep_file
from records.letters.letter import Letter, LetterFile
from records.mail import Mail
from records.periods import Period
from records.retention.kinds import GONE, HOLDINGS
from records.retention.lists import Disposal, DisposalItem, due
from records.retention.rule import RetentionRule
from records.trail.holdings import Holdings
from tests.cast import MONDAY

THEN = FiscalYear(2031)  # five whole years after 令和7年度
INDEX = reverse("retention:index")


@pytest.fixture
def settled(granted: Grant, pdf, nanami, django_capture_on_commit_callbacks) -> Grant:
    """北の会's grant of 令和7年度 with its letter, its PDF, a file, mails and something typed and never sent."""
    receive(granted, pdf, purpose="見積書", by=nanami)
    keep_file(Letter.objects.get(kind="grants.decision"))
    Attachment.objects.update(uploaded_at=timezone.now())  # by the portal's clock of that day
    for mail in Mail.objects.all():
        mail.send()
    Draft.objects.create(key=f"/grants/x/#{nanami.pk}", content="phone=0867", saved_by=nanami)
    return granted


def prepared(hall) -> Disposal:
    return Disposal.prepare(THEN, by=hall.drafter, on=THEN.start)


def listed(disposal: Disposal) -> set[str]:
    return {item.kind for item in disposal.items.all()}


class TestDue:
    def test_nothing_before_its_time(self, settled):
        early = {code for code, _ in due(at=THEN.previous)}
        assert early == {"records.mail", "records.draft"}, "those are kept for one year"

    def test_everything_from_the_first_of_april(self, settled):
        assert {code for code, _ in due(at=THEN)} == {
            "grants.grant", "plans.yearlyplan", "records.attachment", "records.letter", "records.mail", "records.draft",
        }  # fmt: skip

    def test_what_still_runs_is_not_listed(self, submitted, pdf, nanami):
        receive(submitted, pdf, purpose="見積書", by=nanami)
        assert {"grants.grant", "records.attachment"} & {code for code, _ in due(at=THEN)} == set()

    def test_what_is_kept_for_ever_never_is(self, settled):
        RetentionRule.objects.filter(code="grants.grant").update(years=Period.FOREVER)
        codes = {code for code, _ in due(at=FiscalYear(2500))}
        assert "grants.grant" not in codes
        assert "records.attachment" not in codes, "a file stays as long as its case"

    def test_a_role_that_ended_is_listed_without_its_bearers_name(self, settled, hachiro, hall):
        Officer.objects.filter(user=hachiro).update(ends_on=MONDAY)
        (officer,) = (document for code, document in due(at=THEN) if code == "organizations.officer")
        assert "八郎" not in officer.label

    def test_every_kind_has_its_rule_to_be_edited(self, db):
        rules = set(RetentionRule.objects.values_list("code", flat=True))
        assert rules == {code for code, holding in HOLDINGS.items() if holding.has_rule}


class TestPrepare:
    def test_lists_and_goes_on_record(self, settled, hall):
        disposal = prepared(hall)
        assert disposal.items.count() == len(list(due(at=THEN)))
        assert Event.objects.about(disposal).get().facts["documents"] == disposal.items.count()

    def test_not_before_the_year_begins(self, settled, hall):
        with pytest.raises(NotNow, match="まだ始まっていません"):
            Disposal.prepare(THEN, by=hall.drafter, on=date(2031, 3, 31))

    def test_one_at_a_time(self, settled, hall):
        prepared(hall)
        with pytest.raises(ValidationError, match="もうあります"):
            prepared(hall)

    def test_nothing_to_do_says_so(self, hall):
        with pytest.raises(NotNow, match="廃棄するものは、ありません"):
            prepared(hall)


class TestApprove:
    def test_people_leave_and_statistics_stay(self, settled, hall, django_capture_on_commit_callbacks):
        letter, attachment = Letter.objects.get(kind="grants.decision"), Attachment.objects.get(purpose="見積書")
        path, code, number = str(attachment.file.name), letter.code, letter.document_number
        amounts = Grant.objects.values("amount_applied", "amount_decided", "status", "decided_at").get()
        with django_capture_on_commit_callbacks(execute=True):
            prepared(hall).approve(by=hall.manager)
        grant = Grant.objects.get()
        assert (grant.representative, grant.office_address, grant.contact_phone) == (GONE, "", "")
        assert Grant.objects.values("amount_applied", "amount_decided", "status", "decided_at").get() == amounts
        letter.refresh_from_db()
        assert (letter.html, letter.addressee, letter.snapshot) == ("", "北の会", {"mark": ""})
        assert (letter.code, letter.document_number) == (code, number)
        assert letter.html_sha256
        assert bytes(LetterFile.objects.get(letter=letter).content) == b""
        attachment.refresh_from_db()
        assert (attachment.filename, attachment.file.name) == (GONE, "")
        assert attachment.sha256
        assert not default_storage.exists(path)
        assert set(Mail.objects.values_list("body", "to_address")) == {(GONE, "")}
        assert not Draft.objects.exists()

    def test_the_trail_is_as_it_was_and_knows_why_they_are_gone(
        self, settled, hall, django_capture_on_commit_callbacks
    ):
        before = list(Event.objects.order_by("pk").values_list("pk", "verb", "facts"))
        disposal = prepared(hall)
        with django_capture_on_commit_callbacks(execute=True):
            disposal.approve(by=hall.manager)
        assert list(Event.objects.order_by("pk").values_list("pk", "verb", "facts"))[: len(before)] == before
        told = Event.objects.about(disposal).get(verb="disposal.approve").facts["erased"]
        assert told["records.letter"] == [Letter.objects.get(kind="grants.decision").pk]
        assert [str(fault) for fault in Holdings().faults()] == []

    def test_a_letter_that_somebody_else_emptied_is_still_found(self, settled, hall):
        import pgtrigger

        with pgtrigger.ignore("records.Letter:append_only"), connection.cursor() as cursor:
            cursor.execute("UPDATE records_letter SET html = ''")
        assert any("本文が書きかえられています" in str(fault) for fault in Holdings().faults())

    def test_not_by_who_made_the_list(self, settled, hall):
        disposal = prepared(hall)
        with pytest.raises(NotNow, match="作った人は、承認できません"):
            disposal.approve(by=hall.drafter)
        assert Letter.objects.exclude(html="").exists()
        with pytest.raises(IntegrityError, match="nobody_approves_their_own"), transaction.atomic():
            Disposal.objects.update(status="done", decided_by=hall.drafter, decided_at=disposal.prepared_at)

    def test_a_case_that_runs_again_stops_all_of_it_with_a_sentence(self, settled, hall):
        disposal = prepared(hall)
        reopened = {
            "status": "submitted",
            "decided_at": None,
            "decided_by": None,
            "amount_decided": None,
            "amount_current": None,
        }
        Grant.objects.filter(pk=settled.pk).update(**reopened)
        with pytest.raises(NotNow) as refusal:
            disposal.approve(by=hall.manager)
        assert (
            f"「{settled}」は、まだ終わっていないので廃棄できません。一覧から外してください。" in refusal.value.messages
        )
        assert Letter.objects.exclude(html="").exists()
        disposal.refresh_from_db()
        assert disposal.status == "prepared"
        assert not Event.objects.filter(verb="disposal.approve").exists()

    def test_a_rule_that_grew_longer_meanwhile_stops_it(self, settled, hall):
        disposal = prepared(hall)
        RetentionRule.objects.filter(code="grants.grant").update(years=Period.TEN)
        with pytest.raises(NotNow, match="年限が変わったか"):
            disposal.approve(by=hall.manager)

    def test_nothing_is_disposed_of_twice(self, settled, hall):
        disposal = prepared(hall)
        disposal.approve(by=hall.manager)
        with pytest.raises(NotNow, match="もう承認したか"):
            disposal.approve(by=hall.manager)
        with pytest.raises(NotNow, match="ありません"):
            prepared(hall)
        item = disposal.items.get(kind="records.letter")
        other = Disposal.objects.create(fiscal_year=THEN.next, prepared_by=hall.drafter)
        again = DisposalItem(
            disposal=other,
            kind=item.kind,
            key=item.key,
            label="x",
            completed=item.completed,
            disposed_at=item.disposed_at,
        )
        with pytest.raises(IntegrityError, match="a_document_is_disposed_of_once"), transaction.atomic():
            again.save()

    def test_what_was_taken_off_the_list_stays(self, settled, hall):
        disposal = prepared(hall)
        disposal.keep(disposal.items.get(kind="grants.grant"), by=hall.drafter, reason="監査中")
        disposal.approve(by=hall.manager)
        assert Grant.objects.get().representative != GONE
        assert {code for code, _ in due(at=THEN.next)} == {"grants.grant"}, "next year's list has it again"


class TestSendBack:
    def test_nothing_is_erased_and_another_list_can_be_made(self, settled, hall):
        disposal = prepared(hall)
        disposal.send_back(by=hall.manager, comment="監査が終わってから。")
        assert Letter.objects.exclude(html="").exists()
        assert prepared(hall).pk != disposal.pk


class TestLetterAfterwards:
    @pytest.fixture
    def gone(self, settled, hall) -> Letter:
        prepared(hall).approve(by=hall.manager)
        return Letter.objects.get(kind="grants.decision")

    def test_its_page_says_that_it_is_gone(self, gone, as_user, hall):
        page = as_user(hall.drafter).get(gone.get_absolute_url()).content.decode()
        assert "本文は、もうありません" in page
        assert gone.document_number in page
        answer = as_user(hall.drafter).get(reverse("letters:pdf", args=[gone.pk]), follow=True)
        assert "期限が過ぎたので廃棄しました" in answer.content.decode()

    def test_the_public_check_answers_as_before(self, gone, client):
        page = client.get(reverse("verify:letter", args=[gone.printed_code])).content.decode()
        assert gone.document_number in page
        assert "10万円以上50万円未満" in page

    def test_it_is_not_issued_again(self, gone, hall):
        with pytest.raises(NotNow, match="廃棄しました"):
            reissue(gone, by=hall.drafter, reason="x", on=THEN.start)


class TestPages:
    def test_who_may(self, as_user, settled, hall, nanami, kuko):
        disposal = prepared(hall)
        item = disposal.items.all()[0]
        pages = [
            INDEX,
            *(reverse(f"retention:{page}", args=[disposal.pk]) for page in ("list", "approve", "send_back")),
        ]
        pages.append(reverse("retention:keep", args=[item.pk]))
        people = (hall.drafter, hall.manager, nanami, kuko, hall.stranger)
        seen = {person.name: [as_user(person).get(page).status_code for page in pages] for person in people}
        assert seen == {
            "起案 花子": [200, 200, 403, 403, 200],
            "合議 三子": [200, 200, 200, 200, 403],
            "北野 七海": [403, 404, 404, 404, 404],
            "南野 九子": [403, 404, 404, 404, 404],
            "財政 六助": [403, 404, 404, 404, 404],
        }

    def test_from_the_list_to_the_approval(self, as_user, settled, hall, monkeypatch):
        noon = datetime.combine(THEN.start, time(12), tzinfo=timezone.get_default_timezone())
        monkeypatch.setattr(timezone, "now", lambda: noon)
        as_user(hall.drafter).post(reverse("retention:prepare"))
        disposal = Disposal.objects.get()
        browser = as_user(hall.drafter)
        assert "作った人は、承認できません" in browser.get(disposal.get_absolute_url()).content.decode()
        item = disposal.items.get(kind="records.attachment")
        kept = browser.post(reverse("retention:keep", args=[item.pk]), {"kept_because": "監査中"}, follow=True)
        assert "監査中" in kept.content.decode()
        browser, address = as_user(hall.manager), reverse("retention:approve", args=[disposal.pk])
        assert "確かめて、印をつけてください" in browser.post(address, {"sure": ""}).content.decode()
        page = browser.post(address, {"sure": "on"}, follow=True).content.decode()
        assert "廃棄ずみ" in page
        assert not Letter.objects.exclude(html="").exists()
