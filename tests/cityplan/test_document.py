"""The plan as a file: Shinjo's 20 actions, the workbook there and back, every wrong cell by its place."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from plans.cityplan.document import NotAPlan, from_toml
from plans.cityplan.workbook import as_workbook, from_workbook
from tests.cityplan import build


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("plan.xlsx", content)


def changed(sheet: str, cell: str, value: Any) -> SimpleUploadedFile:
    book = openpyxl.load_workbook(BytesIO(as_workbook(build.small())))
    book[sheet][cell] = value
    out = BytesIO()
    book.save(out)
    return upload(out.getvalue())


class TestShinjo:
    def test_has_three_goals_seven_measures_twenty_actions(self):
        plan = build.shinjo()
        assert [len(goal.measures) for goal in plan.goals] == [2, 2, 3]
        assert [action.number for action in plan.actions] == list(range(1, 21))
        assert (str(plan.from_year), plan.to_year.number) == ("平成27年度", 2019)

    def test_says_what_the_paper_says_and_no_more(self):
        schedule = {action.number: action.schedule for action in build.shinjo().actions}
        assert {number for number, years in schedule.items() if years.get(2015) == "study"} == {10, 11, 12}
        assert {number for number, years in schedule.items() if years.get(2015) == "do"} == {*range(1, 10), 13, 14}
        assert all(schedule[number][2016] == "do" for number in range(1, 15))
        assert all(schedule[number] == {} for number in range(15, 21)), "the cells that nobody can read stay unknown"

    def test_names_the_plans_that_actions_belong_to(self):
        related = {action.number: action.related_plan for action in build.shinjo().actions if action.related_plan}
        assert related == {6: "地域防災計画", 7: "第2次総合雪対策基本計画"}


class TestWorkbook:
    @pytest.mark.parametrize("make", [build.shinjo, build.small])
    def test_comes_back_as_it_went(self, make: Any):
        plan = make()
        years = range(plan.from_year.number, plan.to_year.number + 1)
        back = from_workbook(upload(as_workbook(plan)))
        assert replace(back, goals=()) == replace(plan, goals=())
        for read, written in zip(back.actions, plan.actions, strict=True):
            assert replace(read, schedule={}) == replace(written, schedule={})
            assert read.schedule == {year: written.schedule.get(year, "unknown") for year in years}
        assert [m.text for m in back.measures] == [m.text for m in plan.measures]

    @pytest.mark.parametrize(
        ("sheet", "cell", "value", "sentence"),
        [
            ("取組", "K2", "ときどき", "取組の2行目「令和7年度」: 「ときどき」ではなく、検討・実施"),
            ("取組", "F3", "二", "取組の3行目「取組の番号」: 1から999"),
            ("取組", "F3", 1, "取組1が2つあります"),
            ("取組", "H2", "", "取組の2行目「内容」"),
            ("取組", "K1", "いつか", "「いつか」という列は使えません"),
            ("取組", "H1", "", "「内容」の列がありません"),
            ("取組", "L1", "令和20年度", "令和20年度は、計画の期間の外です"),
            ("計画", "B2", "ことし", "年度として読めません"),
            ("計画", "B1", "", "計画の名前を入れて"),
            ("指標", "E2", "たくさん", "指標の2行目「目標値」: 数字"),
            ("取組", "H2", "あ" * 1001, "1000文字まで"),
        ],
    )
    def test_names_each_wrong_cell(self, sheet: str, cell: str, value: Any, sentence: str):
        with pytest.raises(NotAPlan) as refusal:
            from_workbook(changed(sheet, cell, value))
        assert sentence in "\n".join(refusal.value.problems)

    def test_a_blank_cell_of_a_year_is_unknown(self):
        assert from_workbook(changed("取組", "K2", None)).actions[0].schedule[2025] == "unknown"

    def test_a_blank_goal_is_the_one_above(self):
        assert len(from_workbook(changed("取組", "A3", None)).goals) == 1

    @pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no workbook", b"goals"])
    def test_what_is_no_workbook_is_said(self, content: bytes):
        with pytest.raises(NotAPlan, match="開けませんでした"):
            from_workbook(upload(content))


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        (b"plan = ", "TOMLとして読めません"),
        (b"\xff", "TOMLとして読めません"),
        (b'[plan]\ntitle = "x"', "必要な項目がない"),
        (build.SMALL.replace("検討", "いつか").encode(), "「いつか」ではなく"),
        (build.SMALL.replace("to_year = 2027", "to_year = 2020").encode(), "おわりの年度を"),
    ],
)
def test_a_wrong_toml_is_told_in_words(toml: bytes, sentence: str):
    with pytest.raises(NotAPlan, match=sentence):
        from_toml(toml)
