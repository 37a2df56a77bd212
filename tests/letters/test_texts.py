from typing import ClassVar

from records.letters.texts import absent, filled, filled_lines, names, plain, title_lines

VALUES = {"額": "金1,234,000円", "条件": "一つめ。\n二つめ。", "空": " ", "悪": "<b onclick=x>{額}</b>"}


class TestFilled:
    def test_puts_the_value_in_an_element_of_its_own_and_holds_amounts_together(self):
        assert filled("{額}を交付", VALUES) == '<span><span class="nowrap">金1,234,000円</span></span>を交付'

    def test_escapes_text_and_value_and_never_fills_a_value_again(self):
        assert filled("<i>{悪}", VALUES) == "&lt;i&gt;<span>&lt;b onclick=x&gt;{額}&lt;/b&gt;</span>"

    def test_marks_a_value_that_is_not_there(self):
        assert filled("{加算金}円", VALUES) == '<mark class="absent">加算金</mark>円'

    def test_lets_the_last_full_stop_hang(self):
        assert filled("以上です。", {}) == '以上です<span class="hang">。</span>'

    def test_keeps_a_telephone_number_on_one_line(self):
        assert filled("電話 0867-00-1234", {}) == '電話 <span class="nowrap">0867-00-1234</span>'


class TestLines:
    def test_a_value_alone_becomes_as_many_lines_as_it_has(self):
        assert [str(line) for line in filled_lines("{条件}\n\n三つめ", VALUES)] == [
            "<span>一つめ。</span>",
            "<span>二つめ。</span>",
            "三つめ",
        ]

    def test_within_a_sentence_it_stays_one_line(self):
        assert len(filled_lines("条件は{条件}です", VALUES)) == 1


def test_names_come_in_their_order_and_once():
    assert names("{ 額 }と{空}と{額}") == ["額", "空"]


def test_an_empty_value_is_absent():
    assert absent("{額}{空}{無}", VALUES) == ["空", "無"]


def test_a_title_for_lists_is_one_plain_line():
    assert plain("令和7年度\n{額} 通知書", VALUES) == "令和7年度 金1,234,000円 通知書"


class TestTitle:
    VALUES: ClassVar = {"制度": "令和7年度見本市小規模多機能自治一括交付金"}

    def lines(self, text: str, kind: str = "精算・返納のお知らせ") -> list[str]:
        return [str(line) for line in title_lines(text, self.VALUES, kind=kind, measure=31)]

    def test_on_one_line_stays_as_it_is(self):
        assert self.lines("{制度}交付決定通知書") == [f"<span>{self.VALUES['制度']}</span>交付決定通知書"]

    def test_that_breaks_keeps_the_name_of_its_kind_together(self):
        (line,) = self.lines("{制度}の精算・返納のお知らせ")
        assert line.endswith('の<span class="tail">精算・返納のお知らせ</span>')

    def test_of_another_wording_keeps_its_last_characters_together(self):
        (line,) = self.lines("{制度}に係る実績報告について(督促)")
        assert line.endswith('<span class="tail">について(督促)</span>')
        assert self.lines("{制度}{制度}")[0].endswith('<span class="tail"></span>')
