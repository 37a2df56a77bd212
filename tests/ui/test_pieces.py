"""The shared pieces, drawn from what views hand them."""

import re
from datetime import date

import pytest
from django.core.paginator import Paginator
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse

from config import samples
from records.pieces import Tag, steps
from records.tasks import Task
from records.templatetags import ui
from tests.portal import PortalClient

TODAY = date(2025, 5, 20)


class TestPageOfPieces:
    @pytest.mark.parametrize("name", ["pieces", "form", "sheet"])
    def test_is_shown_in_a_demonstration_only(self, client: PortalClient, db: None, settings, name: str):
        settings.DEMO = False
        assert client.get(reverse(f"design:{name}")).status_code == 404
        settings.DEMO = True
        assert client.get(reverse(f"design:{name}")).status_code == 200


class TestSteps:
    def test_are_done_up_to_where_the_case_stands(self):
        way = steps("提出", "審査", "決定", at=1, notes=["5月28日"])
        assert [(step.state, step.note) for step in way] == [("done", "5月28日"), ("now", ""), ("todo", "")]

    def test_stand_still_where_something_must_be_mended(self):
        html = render_to_string("ui/steps.html", {"steps": steps("提出", "確認", at=1, stopped=True)})
        assert '<li class="stop" aria-current="step">' in html

    def test_are_all_done_at_the_end(self):
        assert {step.state for step in steps("提出", "入金", at=2)} == {"done"}


class TestTasks:
    def draw(self, *tasks: Task) -> str:
        return render_to_string("ui/tasks.html", {"tasks": tasks, "today": TODAY})

    def test_only_the_first_has_the_filled_button(self):
        task = Task(title="計画を出す", url="/", organization="", action="書く")
        html = self.draw(task, task, task)
        assert re.findall(r'class="(button[^"]*)"', html) == ["button", "button second", "button second"]

    @pytest.mark.parametrize(
        ("due", "shown"),
        [
            (date(2025, 5, 15), '<span class="tag late">5日過ぎています</span>'),
            (date(2025, 5, 20), '<span class="tag back">きょうまで</span>'),
            (date(2025, 5, 26), '<span class="tag back">あと6日</span>'),
            (date(2025, 5, 27), "<span>あと7日</span>"),
        ],
    )
    def test_say_how_near_the_day_is(self, due: date, shown: str):
        assert shown in self.draw(Task(title="計画を出す", url="/", organization="", due=due, action="書く"))

    def test_one_that_waits_for_another_has_no_button(self):
        html = self.draw(Task(title="申請する", url="/", organization="", waiting_for="計画を待っています"))
        assert "button" not in html
        assert '<span class="tag">計画を待っています</span>' in html

    def test_nothing_to_do_is_said(self):
        assert "今やることはありません" in self.draw()


class TestPages:
    def draw(self, rf, number: int) -> str:
        page = Paginator(range(300), 20).page(number)
        context = ui.pages(Context({"request": rf.get("/", {"kind": "交付金", "page": str(number)})}), page)
        return render_to_string("ui/pages.html", context, request=context["request"])

    def test_say_which_rows_are_shown_and_keep_the_filters(self, rf, db: None):
        html = self.draw(rf, 3)
        assert "300件のうち 41〜60件" in html
        assert 'href="?kind=%E4%BA%A4%E4%BB%98%E9%87%91&amp;page=4" rel="next"' in html

    def test_end_where_the_list_ends(self, rf, db: None):
        assert 'rel="prev"' not in self.draw(rf, 1)
        assert 'rel="next"' not in self.draw(rf, 15)


class TestOthers:
    def test_a_tag_without_a_kind_is_plain(self):
        assert render_to_string("ui/tag.html", {"tag": Tag("下書き")}) == '<span class="tag">下書き</span>'
        assert render_to_string("ui/tag.html", {"tag": Tag("承認", "good")}) == '<span class="tag good">承認</span>'

    def test_history_tells_the_verbs_words_and_what_changed(self):
        html = render_to_string("ui/history.html", {"events": samples.events()})
        assert "起案した人へ差し戻した" in html
        assert "<del>2,655,000円</del> <ins>2,605,000円</ins>" in html

    def test_an_open_correction_tells_by_when_a_mended_one_what_became_of_it(self):
        html = render_to_string("ui/asks.html", {"corrections": samples.corrections()})
        assert "5月30日(金)まで" in html
        assert "<del>もりした</del> <ins>もりした おさむ</ins>" in html

    def test_crumbs_begin_at_home_and_end_here(self):
        context = Context({"menu": [], "home": "/"})
        assert ui.crumbs(context, "交付金", "/grants/", "第1号") == {
            "trail": [("ホーム", "/"), ("交付金", "/grants/"), ("第1号", None)]
        }
