"""What the trail says of a change: in the words of the page, and nothing by which a person is found."""

from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from accounts.models import User
from grants.models import Scheme
from organizations.models import AreaSystem, BoundaryFile, Facility, Officer, Organization
from records.events import Event, record
from records.letters.posting.layouts import SheetLayout
from records.papers.setting import FormSetting
from records.telling import (
    LONG,
    MOST,
    PRIVATE_LABELS,
    Difference,
    abridged,
    changes,
    gone,
    label_of,
    made,
    overwrite,
    told,
    told_rows,
)
from staff.models import City, Department
from tests.cast import MONDAY, Hall

FINDS_A_PERSON = ("phone", "address", "account_number", "holder_name", "holder_kana")
NOT_OF_A_PERSON = {
    "records.Event.from_address": "the trail's own answer to: from where",
    "records.Mail.to_address": "the outbox tells its changes without it",
}


def pairs(found: Any) -> dict[str, tuple[str, str]]:
    return {change["label"]: (change["before"], change["after"]) for change in found}


class TestWords:
    def test_are_those_of_the_page(self) -> None:
        scheme = Scheme(
            appropriation=5_000_000, deadline=date(2025, 6, 30), takes_late=True, rounding_unit=1000,
            eligible=["active", "founded"], status="draft", decides_within=30, papers=["総会の議事録"],
        )  # fmt: skip
        words = {each[0]: each[1] for each in told(scheme).values()}
        expected = {
            "予算額": "5,000,000円",
            "申請の期限": "令和7年6月30日",
            "期限の後も受け付ける": "はい",
            "申請できる団体の段階": "認可・活動中、設立",
            "決定までの日数の目安": "30",
            "付けてもらう書類": "総会の議事録",
            "1団体の上限額": "",
        }
        assert {label: words[label] for label in expected} == expected
        assert "状態" not in words  # only what people write, unless it is named
        assert told(scheme, {"status"}) == {"status": ("状態", "準備中")}


class TestChanges:
    def test_overwriting_tells_what_differs_and_nothing_else(self) -> None:
        body = Organization(name="北の会", furigana="きたのかい", founded_on=None)
        found = overwrite(body, {"name": "北の大会", "furigana": "きたのかい", "founded_on": MONDAY})
        assert body.name == "北の大会"
        assert pairs(found) == {"団体の名前": ("北の会", "北の大会"), "設立した日": ("", "令和7年5月12日")}

    def test_a_new_row_tells_what_stands_in_it_and_one_that_goes_what_stood_there(self) -> None:
        officer = Officer(kind="auditor", name="監事 見本", furigana="かんじ", starts_on=MONDAY)
        assert pairs(made(officer, {"kind", "name", "note"})) == {"役職": ("", "監事"), "氏名": ("", "監事 見本")}
        assert pairs(gone(officer, {"kind", "name"})) == {"役職": ("監事", ""), "氏名": ("監事 見本", "")}

    def test_rows_are_compared_by_what_they_are_called_where_they_were_written_anew(self) -> None:
        def rows(*names: tuple[int, str, str]) -> Any:
            officers = [Officer(pk=pk, kind="auditor", name=name, note=note, phone="0") for pk, name, note in names]
            return told_rows(officers, but={"organization", "user", "starts_on"})

        found = pairs(
            changes(rows((1, "甲", ""), (2, "乙", "")), rows((7, "甲", "新任"), (2, "乙", ""), (8, "丙", "")))
        )
        assert list(found) == ["役員「監事 甲」", "役員「監事 丙」"]
        assert found["役員「監事 甲」"][1] == "役職 監事、氏名 甲、備考 新任"

    @given(
        st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("0123"), min_size=1),
        st.dictionaries(st.sampled_from("abcdef"), st.sampled_from("0123"), min_size=1),
    )
    def test_tell_exactly_what_is_not_as_it_was(self, old: dict[str, str], new: dict[str, str]) -> None:
        before, after = ({code: (code, text) for code, text in each.items()} for each in (old, new))
        found = pairs(changes(before, after))
        everything = old.keys() | new.keys()
        assert found == {
            code: (old.get(code, ""), new.get(code, "")) for code in everything if old.get(code) != new.get(code)
        }


class TestPassages:
    @given(st.text("あいう", max_size=200), st.text("あいう", max_size=200), st.text("かきく", max_size=40))
    def test_a_long_text_is_told_by_what_differs(self, start: str, end: str, word: str) -> None:
        found = abridged({"label": "現状", "before": start + end, "after": start + word + end})
        assert word in found["after"]
        if len(start + word + end) > LONG and word:
            assert len(found["after"]) <= len(word) + 40

    def test_a_long_new_text_is_told_by_its_beginning(self) -> None:
        found = abridged({"label": "現状", "before": "", "after": "字" * 2000})
        assert found["after"] == "字" * MOST + f"…(ほか{2000 - MOST:,}字)"


class TestPrivateValues:
    @pytest.mark.django_db
    def test_never_reach_the_trail_whoever_tells_them(self, north: Organization, nanami: User) -> None:
        told_ = [{"label": "会長 北野 七海 電話", "before": "0867-00-1111", "after": "0867-00-2222"}]
        event = record(north, "organization.amend", by=nanami, changes=told_, after={"住所": "見本市北1番地"})
        kept = str(Event.objects.get(pk=event.pk).facts)
        assert "0867" not in kept
        assert "番地" not in kept
        assert [each.is_private for each in event.changes] == [True, True]

    @pytest.mark.django_db
    def test_of_the_city_s_own_offices_are_told(self, hall: Hall) -> None:
        office = hall.drafter.duties_on(MONDAY)[0].post.department
        event = record(office, "register.change", by=hall.drafter, before={"電話": "1"}, after={"電話": "2"})
        assert event.changes == [Difference("電話", "1", "2")]
        assert {model for model in apps.get_models() if getattr(model, "IS_THE_CITY_S_OWN", False)} == {
            AreaSystem,
            BoundaryFile,
            City,
            Department,
            Facility,
            FormSetting,
            SheetLayout,
        }

    def test_have_a_label_that_the_trail_knows(self) -> None:
        """A new column for an address or a telephone number gets a label of ``PRIVATE_LABELS``."""
        rooms = ("accounts", "records", "staff", "organizations", "plans", "grants")
        unknown = [
            f"{model._meta.label}.{column.name}"
            for model in apps.get_models()
            if model._meta.app_label in rooms and not getattr(model, "IS_THE_CITY_S_OWN", False)
            for column in model._meta.concrete_fields
            if isinstance(column, models.EmailField)
            or (
                not isinstance(column, models.BooleanField)
                and column.name.endswith(("phone", "address", "account_number", "holder_name", "holder_kana"))
            )
            if label_of(column) not in PRIVATE_LABELS
        ]
        assert unknown == list(NOT_OF_A_PERSON)
