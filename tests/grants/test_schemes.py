"""A scheme is drafted and stands still once somebody has applied. Its adoption: test_adopting."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from grants.models import BodyFigure, Condition, Grant, IntegratedSubsidy, Scheme
from organizations.models import Indicator, Organization
from records.cases import NotNow
from records.fiscal import FiscalYear
from tests.cast import Hall
from tests.grants import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft_scheme(hall: Hall, north: Organization) -> Scheme:
    return build.scheme_draft(hall.drafter)


class TestBegin:
    def test_says_who_made_it(self, draft_scheme: Scheme, hall: Hall):
        first = build.happened(draft_scheme)[-1]
        assert (first.verb, first.actor, first.said) == ("scheme.begin", hall.drafter, "制度をつくった")

    def test_takes_the_rows_of_the_scheme_that_it_is_like(self, draft_scheme: Scheme, hall: Hall, north: Organization):
        draft_scheme.rewrite("subsidies", [{"organization": north, "name": "敬老会", "amount": 10}], by=hall.drafter)
        fields = {**build.BASICS, "fiscal_year": FiscalYear(2026), "completion_by": date(2027, 3, 31)}
        later = Scheme.begin(by=hall.drafter, like=draft_scheme, **fields)
        assert [component.name for component in later.rule().components] == ["均等割", "世帯割"]
        assert [row.text for row in later.conditions.all()] == build.CONDITIONS
        assert [row.name for row in later.subsidies.all()] == ["敬老会"]
        assert later.criteria.count() == draft_scheme.criteria.count() == 7

    def test_is_refused_a_second_time_in_the_same_year(self, draft_scheme: Scheme, hall: Hall):
        with pytest.raises(ValidationError, match="同じコードの制度"):
            Scheme.begin(by=hall.drafter, **build.BASICS)


class TestRevise:
    def test_tells_what_was_changed(self, draft_scheme: Scheme, hall: Hall):
        draft_scheme.revise(by=hall.drafter, article="第7条", name=draft_scheme.name)
        draft_scheme.refresh_from_db()
        assert draft_scheme.article == "第7条"
        assert build.happened(draft_scheme)[0].facts == {
            "changes": [{"label": "根拠の条", "before": "第6条", "after": "第7条"}]
        }

    def test_is_refused_once_it_is_adopted(self, scheme: Scheme, hall: Hall):
        with pytest.raises(NotNow, match="準備中に戻す"):
            scheme.revise(by=hall.drafter, article="第7条")

    def test_turns_a_broken_rule_into_its_sentence(self, draft_scheme: Scheme, hall: Hall):
        with pytest.raises(ValidationError, match="申請の期限を"):
            draft_scheme.revise(by=hall.drafter, deadline=date(2024, 1, 1))
        with pytest.raises(ValidationError, match="切捨ての単位"):
            draft_scheme.revise(by=hall.drafter, cap=500_500)


class TestRewrite:
    def test_puts_the_rows_in_their_order(self, draft_scheme: Scheme, hall: Hall):
        draft_scheme.rewrite("conditions", [{"text": "二"}, {"text": "一"}], by=hall.drafter)
        assert [(row.position, row.text) for row in draft_scheme.conditions.all()] == [(1, "二"), (2, "一")]

    def test_refuses_the_same_subsidy_twice(self, draft_scheme: Scheme, hall: Hall, north: Organization):
        row = {"organization": north, "name": "敬老会", "amount": 10}
        with pytest.raises(ValidationError, match="同じ名前の補助金"):
            draft_scheme.rewrite("subsidies", [row, row], by=hall.drafter)


class TestFormulate:
    def test_keeps_the_formula_by_codes(self, draft_scheme: Scheme, hall: Hall):
        draft_scheme.formulate({"components": [{"kind": "rate", "rate": "４００", "count": "世帯数"}]}, by=hall.drafter)
        draft_scheme.refresh_from_db()
        assert draft_scheme.formula["components"] == [{"kind": "rate", "rate": 400, "count": "households"}]
        (event, *_) = build.happened(draft_scheme)
        assert event.verb == "scheme.revise"
        assert event.facts["changes"] == [
            {"label": "算定の項目「単価 × 数」", "before": "", "after": "世帯数 1世帯につき400円。"},
            {"label": "算定の項目「均等割」", "before": "どの団体も300,000円。", "after": ""},
            {"label": "算定の項目「世帯割」", "before": "世帯数 1世帯につき400円。", "after": ""},
        ]

    @pytest.mark.parametrize(
        ("component", "word"),
        [
            ({"kind": "rate", "rate": 400, "count": "世帯"}, "「世帯」という数はありません"),
            ({"kind": "rate", "rate": 400}, "「数」"),
            ({"kind": "pool", "pool": "p"}, "原資がありません"),
        ],
    )
    def test_refuses_what_cannot_be_calculated(self, draft_scheme: Scheme, hall: Hall, component, word: str):
        before = draft_scheme.formula
        with pytest.raises(NotNow, match=word):
            draft_scheme.formulate({"components": [component]}, by=hall.drafter)
        draft_scheme.refresh_from_db()
        assert draft_scheme.formula == before

    def test_is_refused_once_the_scheme_is_adopted(self, scheme: Scheme, hall: Hall):
        with pytest.raises(NotNow, match="準備中に戻す"):
            scheme.formulate({"components": [{"kind": "fixed", "amount": 1}]}, by=hall.drafter)

    def test_a_formula_whose_figure_is_gone_is_not_adopted(self, draft_scheme: Scheme, hall: Hall):
        Indicator.objects.filter(code="households").update(code="families")
        with pytest.raises(NotNow, match="「households」という数はありません"):
            build.adopted(draft_scheme, hall.director)


class TestTaking:
    @pytest.mark.parametrize(
        ("day", "late", "taken"),
        [
            (date(2025, 3, 31), True, False),
            (date(2025, 4, 1), False, True),
            (date(2025, 5, 30), False, True),
            (date(2025, 5, 31), False, False),
            (date(2025, 5, 31), True, True),
            (date(2026, 3, 31), True, True),
            (date(2026, 4, 1), True, False),
        ],
    )
    def test_follows_its_dates(self, hall: Hall, north: Organization, day: date, late: bool, taken: bool):
        money = build.scheme(hall.drafter, takes_late=late)
        assert money.is_taking(on=day) is taken
        assert Scheme.objects.taking(on=day).exists() is taken


class TestFreeze:
    """Once an application refers to a scheme, the database itself refuses to change it."""

    @pytest.fixture
    def used(self, draft: Grant) -> Scheme:
        return draft.scheme

    def test_its_verbs_say_so(self, used: Scheme, hall: Hall):
        with pytest.raises(NotNow, match="もう申請があります"):
            used.reopen(by=hall.drafter)

    @pytest.mark.parametrize("change", [{"name": "別の名前"}, {"rounding_unit": 1}, {"status": "draft"}])
    def test_no_column_changes_behind_its_back(self, used: Scheme, change: dict[str, object]):
        with pytest.raises(IntegrityError, match="もう申請があります"), transaction.atomic():
            Scheme.objects.filter(pk=used.pk).update(**change)

    def test_its_rows_stand_still(self, used: Scheme, north: Organization):
        with pytest.raises(IntegrityError), transaction.atomic():
            Scheme.objects.filter(pk=used.pk).update(formula={})
        with pytest.raises(IntegrityError), transaction.atomic():
            BodyFigure.objects.create(scheme=used, position=1, organization=north, code="months", value=6)
        with pytest.raises(IntegrityError), transaction.atomic():
            Condition.objects.filter(scheme=used).delete()
        with pytest.raises(IntegrityError), transaction.atomic():
            IntegratedSubsidy.objects.create(scheme=used, position=1, organization=north, name="x", amount=1)

    def test_only_its_appropriation_may_change(self, used: Scheme, hall: Hall):
        build.appropriate(used, 6_000_000, hall.drafter)
        used.refresh_from_db()
        assert used.appropriation == 6_000_000
        event = build.happened(used)[0]
        assert event.facts["changes"] == [{"label": "予算額", "before": "5,000,000円", "after": "6,000,000円"}]


class TestSupplement:
    def test_is_refused_below_what_is_decided(self, granted: Grant, hall: Hall):
        with pytest.raises(NotNow, match="450,000円の交付を決定"):
            build.appropriate(granted.scheme, 449_999, hall.drafter)

    def test_may_fall_to_what_is_decided(self, granted: Grant, hall: Hall):
        build.appropriate(granted.scheme, 450_000, hall.drafter)
        assert granted.scheme.budget().remaining == 0
