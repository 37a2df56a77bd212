"""Rows as a page sends them: in any order, some blank, some deleted; and what their buttons do without a script."""

from django import forms
from django.http import QueryDict

from records.forms import SheetForm, TextField, YenField, mistakes_of, press, sheet_of


class LineForm(SheetForm):
    name = TextField(label="事業名")
    cost = YenField(label="事業費")
    sums = {"cost": "cost"}


Lines = sheet_of(LineForm, "事業", most=3)


def sent(*rows: dict[str, str], **more: str) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update({"lines-TOTAL_FORMS": str(len(rows)), "lines-INITIAL_FORMS": "0"})
    for n, row in enumerate(rows):
        data.update({f"lines-{n}-{name}": value for name, value in {"ORDER": str(n + 1), **row}.items()})
    data.update(more)
    return data


def names(data: QueryDict | None) -> list[object]:
    return [row["name"].value() for row in Lines(data, prefix="lines").rows]


FIRST, SECOND, THIRD = ({"name": name, "cost": "1,000"} for name in ("一", "二", "三"))


class TestLines:
    def test_come_in_the_order_of_the_page(self):
        sheet = Lines(sent({**FIRST, "ORDER": "2"}, {**SECOND, "ORDER": "1"}), prefix="lines")
        assert sheet.is_valid()
        assert list(sheet.lines) == [{"name": "二", "cost": 1000}, {"name": "一", "cost": 1000}]

    def test_leave_blank_rows_out_wherever_they_stand(self):
        sheet = Lines(sent({}, FIRST, {"name": " ", "cost": ""}), prefix="lines")
        assert sheet.is_valid()
        assert [line["name"] for line in sheet.lines] == ["一"]

    def test_leave_deleted_rows_out_right_or_wrong(self):
        sheet = Lines(sent(FIRST, {"name": "", "cost": "なし", "DELETE": "on"}), prefix="lines")
        assert sheet.is_valid()
        assert [line["name"] for line in sheet.lines] == ["一"]
        assert mistakes_of(sheet) == []

    def test_keep_a_row_that_is_the_same_as_before(self):
        sheet = Lines(sent(FIRST), prefix="lines", initial=[{"name": "一", "cost": 1000}])
        assert sheet.is_valid()
        assert len(list(sheet.lines)) == 1


class TestMistakes:
    def test_name_the_row_as_the_page_numbers_it(self):
        sheet = Lines(
            sent({**FIRST, "ORDER": "2", "cost": "千円"}, {**SECOND, "ORDER": "1", "name": ""}), prefix="lines"
        )
        assert not sheet.is_valid()
        assert [str(mistake) for mistake in mistakes_of(sheet)] == [
            "事業1 事業名を入れてください。",
            "事業2 事業費:数字で入れてください。例 1,839,000",
        ]

    def test_tell_how_many_rows_there_may_be(self):
        sheet = Lines(sent(FIRST, SECOND, THIRD, FIRST), prefix="lines")
        assert [str(mistake) for mistake in mistakes_of(sheet)] == ["事業:行が多すぎます。3行までにしてください。"]

    def test_a_page_that_came_half_is_told_so(self):
        sheet = Lines(QueryDict("lines-0-name=x"), prefix="lines")
        assert "途中まで" in str(mistakes_of(sheet)[0])

    def test_a_place_that_is_no_number_comes_last(self):
        assert names(sent({**FIRST, "ORDER": "あ"}, SECOND)) == ["二", "一"]


class TestDrawing:
    def test_shows_what_there_is_and_one_row_more(self):
        sheet = Lines(prefix="lines", initial=[{"name": "一", "cost": 1000}])
        assert [row["name"].value() for row in sheet.rows] == ["一", None]
        assert sheet.management_form["TOTAL_FORMS"].value() == 2

    def test_names_every_cell(self):
        row = Lines(prefix="lines", initial=[{"name": "一"}]).rows[0]
        assert 'aria-label="事業1 事業費"' in str(row["cost"])
        assert 'data-sum="cost"' in str(row["cost"])

    def test_adds_up_what_can_be_read(self):
        assert Lines(sent(FIRST, {**SECOND, "cost": "なし"}, THIRD), prefix="lines").total("cost") == 2000

    def test_shows_a_draft_without_judging_it(self):
        sheet = Lines(sent({"name": "", "cost": "なし"}), prefix="lines").unjudged()
        assert "aria-invalid" not in str(sheet.rows[0]["cost"])
        assert mistakes_of(sheet) == []

    def test_places_are_hidden(self):
        row = Lines(prefix="lines").rows[0]
        assert {type(field.field.widget) for field in row.hidden_fields()} == {forms.HiddenInput}


class TestPress:
    def test_adds_a_row_at_the_end(self):
        assert names(press(sent(FIRST, SECOND, add="lines"))) == ["一", "二", None]

    def test_moves_a_row(self):
        rows = (FIRST, SECOND, THIRD)
        assert names(press(sent(*rows, up="lines-2"))) == ["一", "三", "二"]
        assert names(press(sent(*rows, down="lines-0"))) == ["二", "一", "三"]

    def test_a_row_at_the_edge_stays(self):
        assert names(press(sent(FIRST, SECOND, up="lines-0"))) == ["一", "二"]
        assert names(press(sent(FIRST, SECOND, down="lines-1"))) == ["一", "二"]

    def test_moves_past_deleted_rows(self):
        assert names(press(sent(FIRST, {**SECOND, "DELETE": "on"}, THIRD, up="lines-2"))) == ["三", "一"]

    def test_deletes_a_row(self):
        assert names(press(sent(FIRST, SECOND, delete="lines-0"))) == ["二"]

    def test_other_buttons_are_the_pages_own(self):
        assert press(sent(FIRST, save="")) is None

    def test_a_row_that_is_not_there_changes_nothing(self):
        assert names(press(sent(FIRST, SECOND, up="lines-7"))) == ["一", "二"]
        assert names(press(sent(FIRST, SECOND, up="x"))) == ["一", "二"]
