"""認可: the verbs of the case, from the draft to the letter."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.html import strip_tags

from accounts.models import User
from organizations.models import Officer, Organization, Recognition, Territory
from records.approvals import Proposal
from records.cases import NotNow
from records.corrections import Correction
from records.events import Event
from records.letters import Letter
from records.mail import Mail
from records.reviews import Finding
from tests import cast
from tests.cast import MONDAY, Hall, Land
from tests.organizations import build
from tests.organizations.build import approve_all
from tests.portal import PortalClient

pytestmark = pytest.mark.django_db
AsUser = Callable[[User], PortalClient]
Status = Recognition.Status
DUE = date(2025, 5, 26)
ASK: Any = {"field": "purpose", "label": "目的", "comment": "課題を具体的に。"}


def in_status(case: Recognition, status: str, by: User) -> Recognition:
    """As if it had come there: a verb must look at nothing but the status to refuse."""
    decided = {"decided_by": by, "decided_at": case.submitted_at, "effective_on": MONDAY, "grounds": "理由"}
    values = decided if status in {"recognised", "refused", "lapsed"} else {}
    Recognition.objects.filter(pk=case.pk).update(status=status, **values)
    case.refresh_from_db()
    return case


def others(*allowed: str) -> list[str]:
    return [status for status in Status.values if status not in allowed]


class TestBegin:
    def test_copies_the_register(self, founded: Organization, nanami: User) -> None:
        case = Recognition.begin(founded, by=nanami, on=MONDAY)
        assert (case.status, case.name, case.representative) == (Status.DRAFT, "北の会", "会長 北野 七海")

    def test_is_one_per_organization(self, draft: Recognition, nanami: User) -> None:
        with pytest.raises(ValidationError, match="もうあります"):
            Recognition.begin(draft.organization, by=nanami, on=MONDAY)

    @pytest.mark.parametrize("status", ["awareness", "preparing", "planning"])
    def test_wants_a_founded_organization(self, status: str, north: Organization, nanami: User) -> None:
        Organization.objects.filter(pk=north.pk).update(status=status)
        north.refresh_from_db()
        with pytest.raises(NotNow, match="設立を届け出て"):
            Recognition.begin(north, by=nanami, on=MONDAY)

    def test_after_a_refusal_asks_for_new_bylaws_not_for_new_articles(
        self, submitted: Recognition, hall: Hall, nanami: User, as_user: AsUser
    ) -> None:
        build.decided(submitted, hall, "refuse")
        again = Recognition.begin(submitted.organization, by=nanami, on=MONDAY)
        text = as_user(nanami).get(reverse("organizations:application", args=[again.pk])).text
        assert reverse("organizations:bylaws_new", args=[again.organization_id]) in text

    def test_after_a_refusal_keeps_what_was_written(self, submitted: Recognition, hall: Hall, nanami: User) -> None:
        build.decided(submitted, hall, "refuse")
        again = Recognition.begin(submitted.organization, by=nanami, on=MONDAY)
        assert (again.pk != submitted.pk, again.purpose) == (True, submitted.purpose)


class TestSubmit:
    def test_freezes_what_the_register_says(self, submitted: Recognition, nanami: User, land: Land) -> None:
        body = submitted.organization
        body.describe(by=nanami, office_address="見本市北9番地", areas=[land.north_oaza])
        body.officers.filter(kind="treasurer").update(name="別の人")
        submitted.refresh_from_db()
        printed = submitted.printed()
        assert (printed["office_address"], printed["areas"]) == ("見本市北1番地", "北大字、中大字")
        assert "会計 会計 見本" in printed["officers"]

    def test_keeps_its_number_over_a_correction(self, submitted: Recognition, hall: Hall, nanami: User) -> None:
        submitted.ask_correction([ASK], by=hall.drafter, due_on=DUE)
        submitted.submit(by=nanami, on=MONDAY, **build.TYPED)
        assert (submitted.receipt_number, Correction.objects.about(submitted).get().mended_by) == (1, nanami)

    @pytest.mark.parametrize(
        ("lose", "sentence"),
        [
            (lambda body: body.officers.all().delete(), "今の会長を"),
            (lambda body: Organization.objects.filter(pk=body.pk).update(office_address=""), "事務所の所在地を"),
            (lambda body: body.areas.clear(), "区域を1つ以上"),
            (lambda body: body.bylaws.get().clauses.filter(kind="dissolution").delete(), r"規約の条を入れて.*解散"),
            (lambda body: body.future_plans.update(status="superseded"), "将来計画を作り、総会で"),
        ],
    )
    def test_is_refused_while_something_is_lacking(
        self, lose: Callable[[Organization], object], sentence: str, draft: Recognition, nanami: User
    ) -> None:
        lose(draft.organization)
        with pytest.raises(NotNow, match=sentence):
            draft.submit(by=nanami, on=MONDAY, **build.TYPED)
        draft.refresh_from_db()
        assert (draft.status, draft.receipt_number, draft.submitted_by) == (Status.DRAFT, None, None)
        assert not Event.objects.about(draft).filter(verb="recognition.submit").exists()

    @pytest.mark.parametrize("theirs", ["middle_oaza", "north", "city"])
    def test_is_refused_on_the_ground_of_another(
        self, theirs: str, draft: Recognition, nanami: User, kuko: User, hall: Hall, land: Land
    ) -> None:
        south = kuko.roles.get().organization
        south.areas.set([getattr(land, theirs)])
        build.recognised(south, kuko, hall)
        with pytest.raises(NotNow, match=r"すでに認可された団体と重なっています.*南の会"):
            draft.submit(by=nanami, on=date(2025, 7, 1), **build.TYPED)

    @pytest.mark.parametrize("status", others("draft", "returned"))
    def test_is_refused_in_any_other_state(self, status: str, submitted: Recognition, nanami: User, hall: Hall) -> None:
        events = Event.objects.count()
        with pytest.raises(NotNow, match="もう出してあります"):
            in_status(submitted, status, hall.director).submit(by=nanami, on=MONDAY, **build.TYPED)
        assert Event.objects.count() == events


class TestAskCorrection:
    def test_opens_the_case_and_tells_the_officers(
        self, submitted: Recognition, hall: Hall, nanami: User, hachiro: User, mitsuo: User
    ) -> None:
        submitted.ask_correction([ASK], by=hall.drafter, due_on=DUE)
        assert (submitted.status, Correction.objects.about(submitted).get().before) == ("returned", submitted.purpose)
        assert set(Mail.objects.values_list("to_user__name", flat=True)) == {nanami.name, hachiro.name}

    def test_without_a_word_is_refused(self, submitted: Recognition, hall: Hall) -> None:
        with pytest.raises(NotNow, match="1つ以上"):
            submitted.ask_correction([], by=hall.drafter, due_on=DUE)
        submitted.refresh_from_db()
        assert submitted.status == Status.SUBMITTED

    @pytest.mark.parametrize("status", others("submitted"))
    def test_is_refused_in_any_other_state(self, status: str, submitted: Recognition, hall: Hall) -> None:
        with pytest.raises(NotNow, match="審査のあいだだけ"):
            in_status(submitted, status, hall.director).ask_correction([ASK], by=hall.drafter, due_on=DUE)
        assert not Correction.objects.exists()


class TestReview:
    def test_the_latest_word_stands_and_the_history_keeps_the_earlier(self, submitted: Recognition, hall: Hall) -> None:
        submitted.review(build.words(bylaws="mend"), by=hall.drafter)
        submitted.review(build.words(), by=hall.chief)
        found = Finding.objects.about(submitted).get(criterion="bylaws")
        untouched = Finding.objects.about(submitted).get(criterion="purpose")
        assert (found.verdict, found.reviewer, untouched.reviewer) == ("fit", hall.chief, hall.drafter)
        told = Event.objects.about(submitted).filter(verb="recognition.review").order_by("pk")
        assert [len(event.facts["findings"]) for event in told] == [7, 1]

    def test_of_the_same_words_again_is_no_event(self, submitted: Recognition, hall: Hall) -> None:
        for _click in range(2):
            submitted.review(build.words(), by=hall.drafter)
        assert Event.objects.about(submitted).filter(verb="recognition.review").count() == 1

    @pytest.mark.parametrize("status", others("submitted"))
    def test_is_refused_in_any_other_state(self, status: str, submitted: Recognition, hall: Hall) -> None:
        with pytest.raises(NotNow, match="今は審査できません"):
            in_status(submitted, status, hall.director).review(build.words(), by=hall.drafter)
        assert not Finding.objects.exists()

    def test_a_page_half_filled_is_kept_and_a_bare_no_is_not(
        self, submitted: Recognition, hall: Hall, as_user: AsUser
    ) -> None:
        path, browser = reverse("organizations:review", args=[submitted.pk]), as_user(hall.drafter)
        assert "理由を書いてください" in browser.post(path, {"purpose": "unfit"}).text
        browser.post(path, {"purpose": "fit", "open": "unfit", "open_why": "総会の定めがない"})
        assert dict(Finding.objects.values_list("criterion", "verdict")) == {"purpose": "fit", "open": "unfit"}


class TestPropose:
    def facts(self, **changes: Any) -> dict[str, Any]:
        facts = {"outcome": "recognise", "reason": "伺い", "rule_name": "部長専決", "effective_on": build.EFFECTIVE}
        return {**facts, **changes}

    @pytest.fixture
    def route(self, hall: Hall) -> list[Any]:
        from staff.routes import route_for

        return route_for("organizations.recognition", amount=None, on=MONDAY)[1]

    @pytest.mark.parametrize(
        ("words", "changes", "sentence"),
        [
            (build.words()[:6], {}, "審査が終わっていません"),
            (build.words(area="mend"), {}, "「適」でない基準"),
            (build.words(area="unfit"), {}, "「適」でない基準"),
            (build.words(), {"effective_on": None}, "効力が生じる日を"),
            (build.words(), {"outcome": "refuse", "grounds": "理由"}, "「否」の基準がない"),
            (build.words(area="unfit"), {"outcome": "refuse", "grounds": " "}, "認可しない理由を"),
            (build.words(), {"conditions": "異体字󠄀𛂻を使う\U000e0fff"}, "U\\+"),
        ],
    )
    def test_follows_from_the_review_or_is_refused(
        self, words: Any, changes: Any, sentence: str, submitted: Recognition, hall: Hall, route: Any
    ) -> None:
        submitted.review(words, by=hall.drafter)
        with pytest.raises(NotNow, match=sentence):
            submitted.propose(by=hall.drafter, route=route, **self.facts(**changes))
        submitted.refresh_from_db()
        assert (submitted.status, submitted.outcome, Proposal.objects.count()) == (Status.SUBMITTED, "", 0)

    @pytest.mark.parametrize("status", others("submitted"))
    def test_is_refused_in_any_other_state(self, status: str, submitted: Recognition, hall: Hall, route: Any) -> None:
        submitted.review(build.words(), by=hall.drafter)
        with pytest.raises(NotNow, match="今は起案できません"):
            in_status(submitted, status, hall.director).propose(by=hall.drafter, route=route, **self.facts())
        assert not Proposal.objects.exists()

    def test_by_the_page_shows_the_letter_first_and_keeps_nothing_of_it(
        self, submitted: Recognition, hall: Hall, as_user: AsUser
    ) -> None:
        submitted.review(build.words(), by=hall.drafter)
        path, browser = reverse("organizations:propose", args=[submitted.pk]), as_user(hall.drafter)
        typed = {
            "outcome": "recognise",
            "effective_on": "令和99年4月1日",
            "reason": "伺い",
            "conditions": "届け出ること。",
        }
        draft = browser.post(path, {**typed, "preview": ""})
        assert all(words in strip_tags(draft.text) for words in ("地域運営組織認可通知書", "令和99年4月1日"))
        submitted.refresh_from_db()
        assert (submitted.status, submitted.outcome) == (Status.SUBMITTED, "")
        browser.post(path, typed)
        submitted.refresh_from_db()
        assert (submitted.status, submitted.conditions) == (Status.PROPOSED, "届け出ること。")

    def test_by_the_page_is_told_when_the_city_has_no_route(
        self, submitted: Recognition, hall: Hall, as_user: AsUser
    ) -> None:
        from staff.models import DecisionRule

        DecisionRule.objects.all().delete()
        submitted.review(build.words(), by=hall.drafter)
        path = reverse("organizations:propose", args=[submitted.pk])
        assert "道すじが、まだ決まっていません" in as_user(hall.drafter).get(path).text
        typed = {"outcome": "recognise", "effective_on": "令和99年4月1日", "reason": "伺い"}
        assert "道すじが、まだ決まっていません" in as_user(hall.drafter).post(path, typed).text

    def test_is_not_for_somebody_of_the_organization(self, submitted: Recognition, hall: Hall, as_user: AsUser) -> None:
        cast.officer(submitted.organization, hall.drafter, Officer.Kind.AUDITOR)
        answer = as_user(hall.drafter).get(reverse("organizations:propose", args=[submitted.pk]))
        assert (answer.status_code, "あなたはこの団体の役員なので" in answer.text) == (403, True)


class TestSendBack:
    def test_opens_the_review_again(self, submitted: Recognition, hall: Hall) -> None:
        proposal = build.proposed(submitted, hall)
        step = proposal.current()
        assert step
        proposal.send_back(by=hall.chief, step=step.pk, comment="条件を見直してください。")
        submitted.refresh_from_db()
        assert submitted.status == Status.SUBMITTED
        build.proposed(submitted, hall)
        assert Proposal.objects.about(submitted).count() == 2


class TestRecognise:
    def test_takes_effect_and_writes_to_the_organization(
        self, submitted: Recognition, hall: Hall, nanami: User, land: Land
    ) -> None:
        build.decided(submitted, hall)
        body, letter = Organization.objects.get(pk=submitted.organization_id), Letter.objects.get()
        assert (body.status, body.recognised_on, submitted.decided_by) == ("active", build.EFFECTIVE, hall.director)
        assert set(body.territory.values_list("area__name", flat=True)) == {"北大字", "中大字"}
        assert (letter.document_number, letter.case, letter.organization) == ("市協第1号", submitted, body)
        said = [
            text in letter.html
            for text in ("北大字、中大字", "令和7年6月1日", "見本市北1番地", "会長 北野 七海", "届け出ること")
        ]
        assert said == [True] * 5
        assert Mail.objects.filter(to_user=nanami).count() == 1

    def test_takes_the_oaza_with_the_district(self, north: Organization, nanami: User, hall: Hall, land: Land) -> None:
        north.areas.set([land.north])
        build.recognised(north, nanami, hall)
        assert set(north.territory.values_list("area__name", flat=True)) == {"北地区", "北大字", "中大字"}

    def test_leaves_nothing_behind_when_the_letter_fails(
        self, submitted: Recognition, hall: Hall, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        proposal = build.proposed(submitted, hall)
        approve_all(proposal, hall.chief, hall.manager)

        def burn(*args: object, **kwargs: object) -> None:
            raise RuntimeError("no paper")

        monkeypatch.setattr("organizations.recognition.issue", burn)
        with pytest.raises(RuntimeError), transaction.atomic():
            approve_all(proposal, hall.director)
        submitted.refresh_from_db()
        assert (submitted.status, submitted.organization.status) == (Status.PROPOSED, "founded")
        assert not Territory.objects.exists()

    def test_is_refused_where_another_was_recognised_meanwhile(
        self, submitted: Recognition, hall: Hall, kuko: User, land: Land
    ) -> None:
        proposal = build.proposed(submitted, hall)
        south = kuko.roles.get().organization
        Territory.objects.create(organization=south, area=land.middle_oaza, starts_on=MONDAY)
        approve_all(proposal, hall.chief, hall.manager)
        with pytest.raises(ValidationError, match="区域を分けてから"):
            approve_all(proposal, hall.director)
        submitted.refresh_from_db()
        assert (submitted.status, Letter.objects.count()) == (Status.PROPOSED, 0)

    def test_ends_as_a_sentence_on_the_page_of_the_decider(
        self, submitted: Recognition, hall: Hall, kuko: User, land: Land, as_user: AsUser
    ) -> None:
        proposal = build.proposed(submitted, hall)
        Territory.objects.create(organization=kuko.roles.get().organization, area=land.middle_oaza, starts_on=MONDAY)
        approve_all(proposal, hall.chief, hall.manager)
        step = proposal.current()
        assert step
        path = reverse("records:approve", args=[proposal.pk])
        answer = as_user(hall.director).post(path, {"step": step.pk, "comment": ""})
        assert "すでに認可された団体と重なっています" in answer.text


class TestRefuse:
    def test_says_why_and_leaves_the_way_open(self, submitted: Recognition, hall: Hall, nanami: User) -> None:
        build.decided(submitted, hall, "refuse")
        letter = Letter.objects.get()
        assert (submitted.status, "規約の第7条に、総会の定めがないため" in letter.html) == (Status.REFUSED, True)
        assert (submitted.organization.status, Territory.objects.exists()) == ("founded", False)
        again = Recognition.begin(submitted.organization, by=nanami, on=MONDAY)
        assert again.status == Status.DRAFT


def test_the_applicant_never_decides(submitted: Recognition, hall: Hall, nanami: User) -> None:
    with pytest.raises(IntegrityError, match="nobody_decides_their_own_recognition"):
        in_status(submitted, "refused", nanami)
