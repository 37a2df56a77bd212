"""What people type, in every way they type it."""

from datetime import date
from typing import Any

import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from organizations.models import Organization
from records.era import era_date, era_of, year_name
from records.fiscal import FiscalYear
from records.forms import (
    AttachmentField,
    CheckField,
    ChoiceField,
    EmailField,
    EraDateField,
    FiscalYearField,
    Form,
    KanaField,
    LongTextField,
    ModelForm,
    NameField,
    NumberField,
    PhoneField,
    RowsField,
    TextField,
    YenField,
    mistakes_of,
)
from records.forms.dates import EraDateWidget
from records.forms.text import seen_length

WIDE = str.maketrans("0123456789,-", "０１２３４５６７８９，－")
FIRST_DAY, LAST_DAY = date(1873, 1, 1), date(2105, 12, 31)


def sentence(field: forms.Field, value: object) -> str:
    """The sentence with which the field refuses a value."""
    with pytest.raises(ValidationError) as refusal:
        field.clean(value)
    return " ".join(refusal.value.messages)


def told_or_read(field: forms.Field, value: object) -> Any:
    """What the field reads, or the sentence with which it refuses."""
    try:
        return field.clean(value)
    except ValidationError as refusal:
        return refusal.messages[0]


class TestYen:
    WRITTEN = [
        "{n}",
        "{n:,}",
        "{n:,}円",
        "{n}円也",
        "金{n:,}円",
        "￥{n:,}",
        "  {n:,} ",
        "{n:,} 円",
    ]

    @given(st.integers(0, 10**12 - 1), st.sampled_from(WRITTEN), st.booleans())
    def test_reads_every_amount_however_it_is_written(self, amount, way, wide):
        text = way.format(n=amount)
        assert YenField(max_value=None).clean(text.translate(WIDE) if wide else text) == amount

    @given(st.integers(1, 10**12 - 1), st.sampled_from("△▲-−－‐"))
    def test_reads_every_sign_of_a_minus(self, amount, sign):
        assert YenField(min_value=None).clean(f"{sign}{amount:,}") == -amount

    @given(st.integers(-(10**12) + 1, 10**12 - 1))
    def test_what_it_shows_it_reads_again(self, amount):
        field = YenField(min_value=None)
        assert field.clean(field.prepare_value(amount)) == amount

    @given(st.text())
    def test_anything_typed_is_a_number_or_a_sentence(self, text):
        result = told_or_read(YenField(required=False), text)
        assert isinstance(result, int | None) or result.endswith(("。", "1,839,000"))

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            ("九万五千", "数字で入れてください。例 1,839,000"),
            ("1.5", "数字で入れてください。例 1,839,000"),
            ("-", "数字で入れてください。例 1,839,000"),
            ("1,83,000", "「,」の場所を確かめてください。3けたごとに入れるか、入れないでください。例 1,839,000"),
            ("1" * 13, "けたが多すぎます。数字を確かめてください。"),
            ("-1", "0円以上で入れてください。"),
            ("1,838,500", "千円単位で入れてください。例 1,838,000"),
            ("500", "千円単位で入れてください。例 1,000"),
            ("2,000,000", "1,839,000円までにしてください。"),
        ],
    )
    def test_says_how_to_mend(self, typed, told):
        assert sentence(YenField(step=1000, max_value=1_839_000), typed) == told

    def test_a_count_has_its_own_unit(self):
        assert NumberField(unit="世帯").clean("５６１世帯") == 561
        assert sentence(NumberField(unit="人", min_value=1), "0") == "1人以上で入れてください。"

    def test_the_same_amount_written_otherwise_is_no_change(self):
        assert not YenField().has_changed(1_839_000, "１，８３９，０００円")
        assert YenField().has_changed(1_839_000, "1,839,001")
        assert YenField().has_changed(1_839_000, "なし")


class OneDate(Form):
    day = EraDateField(label="議決日")


def boxes(era: str, year: object, month: object, day: object) -> dict[str, object]:
    return {"day_era": era, "day_year": year, "day_month": month, "day_day": day}


class TestEraDate:
    @given(st.dates(FIRST_DAY, LAST_DAY))
    def test_what_it_shows_in_the_boxes_it_reads_again(self, day):
        shown = EraDateWidget().decompress(day)
        assert OneDate(boxes(*shown)).fields["day"].clean(shown) == day

    @given(st.dates(FIRST_DAY, LAST_DAY), st.sampled_from(["era", "iso", "wide", "letter"]))
    def test_reads_a_whole_date_pasted_into_the_box_of_the_year(self, day, way):
        era = era_of(day)
        text = {
            "era": era_date(day),
            "iso": day.isoformat(),
            "wide": f"{day.year}／{day.month}／{day.day}".translate(WIDE),
            "letter": f"{era.letter}{year_name(era, day.year)}.{day.month}.{day.day}",
        }[way]
        form = OneDate(boxes("令和", text, "", ""))
        assert form.is_valid(), form.errors
        assert form.cleaned_data["day"] == day

    def test_a_date_without_its_era_takes_the_chosen_one(self):
        assert OneDate(boxes("平成", "7.4.1", "", "")).fields["day"].clean(["平成", "7.4.1", "", ""]) == date(
            1995, 4, 1
        )

    def test_comes_as_one_value_too(self):
        form = OneDate({"day": "令和元年5月1日"})
        assert form.is_valid()
        assert form.cleaned_data["day"] == date(2019, 5, 1)

    def test_takes_wide_digits_and_the_western_year(self):
        assert EraDateField().clean(["令和", "７", "４", "１"]) == date(2025, 4, 1)
        assert EraDateField().clean(["西暦", "2025", "4", "1"]) == date(2025, 4, 1)

    @pytest.mark.parametrize(
        ("typed", "told"),
        [
            (["令和", "7", "", "1"], "月を入れてください。例 令和7年4月1日"),
            (["令和", "7", "", ""], "月と日を入れてください。例 令和7年4月1日"),
            (["令和", "7", "四", "1"], "年・月・日は数字で入れてください。例 令和7年4月1日"),
            (["令和", "7", "2", "30"], "その日は暦にありません。月と日を確かめてください。例 令和7年4月1日"),
            (["平成", "32", "4", "1"], "平成32年4月1日は令和2年4月1日です。元号を確かめてください。"),
            (["令和", "あした", "", ""], "日付として読めません。「例 令和7年4月1日」のように入れてください。"),
        ],
    )
    def test_says_how_to_mend(self, typed, told):
        assert sentence(EraDateField(), typed) == told

    def test_names_the_days_between_which_it_lies(self):
        field = EraDateField(not_before=date(2025, 4, 1), not_after=date(2026, 3, 31))
        assert field.clean(["令和", "8", "3", "31"]) == date(2026, 3, 31)
        assert sentence(field, ["令和", "8", "4", "1"]) == "令和8年3月31日までの日にしてください。"
        assert sentence(field, ["令和", "7", "3", "31"]) == "令和7年4月1日か、それより後の日にしてください。"

    @given(st.lists(st.text(max_size=12), min_size=4, max_size=4))
    def test_anything_typed_is_a_date_or_a_sentence(self, typed):
        result = told_or_read(EraDateField(required=False), typed)
        assert isinstance(result, date | None) or "。" in result

    def test_a_mistake_leads_to_the_group_and_keeps_what_was_typed(self):
        form = OneDate(boxes("令和", "7", "13", "1"))
        assert [m.target for m in mistakes_of(form)] == ["id_day"]
        html = form.as_div()
        assert 'id="id_day"' in html
        assert 'aria-describedby="id_day_error"' in html
        assert 'value="13"' in html


class TestNames:
    @pytest.mark.parametrize("name", ["渡邉󠄂 花子", "髙橋 一", "神田(神の字は神)", "葛󠄀城", "𠮷野家", "👨‍👩‍👧の会"])
    def test_keeps_every_variant_of_a_character(self, name):
        assert NameField().clean(name) == name

    def test_drops_what_nobody_can_see(self):
        assert NameField().clean("\ufeff青木\x00\x1b 和子\u2028") == "青木 和子"
        assert TextField().clean("一行目\r\n二行目") == "一行目 二行目"
        assert LongTextField().clean("一行目\r\n二行目") == "一行目\n二行目"

    def test_counts_characters_as_a_reader_does(self):
        assert [seen_length(t) for t in ("葛󠄀", "が", "👨‍👩‍👧", "🇯🇵🇯🇵", "👍🏽", "𠮷", "")] == [1, 1, 1, 2, 1, 1, 0]

    def test_says_how_much_too_long_it_is(self):
        assert sentence(TextField(max_length=3), "あいうえ") == "3文字までにしてください。今は4文字です。"
        assert NameField(max_length=4).clean("葛󠄀城󠄀") == "葛󠄀城󠄀"
        assert (
            sentence(NameField(max_length=3), "葛󠄀城󠄀") == "異体字や絵文字が多く、入りきりません。少し短くしてください。"
        )

    @given(st.text())
    def test_any_text_can_be_stored(self, text):
        field = TextField(required=False, max_length=10**6)
        assert "\x00" not in field.clean(text)
        field.clean(text).encode()


class TestKana:
    @pytest.mark.parametrize("typed", ["みずの けんた", "ミズノ ケンタ", "ﾐｽﾞﾉ　ｹﾝﾀ", "みずの　　けんた"])
    def test_turns_every_kana_into_hiragana(self, typed):
        assert KanaField().clean(typed) == "みずの けんた"

    def test_refuses_kanji_with_an_example(self):
        assert sentence(KanaField(), "水野") == "ひらがなで入れてください。例 あおき かずこ"


class TestPhone:
    @pytest.mark.parametrize(
        "typed",
        [
            "0867-00-5678",
            "０８６７−００−５６７８",
            "(0867)00-5678",
            "0867(00)5678",
            "+81 867-00-5678",
            "0867ー00ー5678",
        ],
    )
    def test_reads_every_way_of_writing_it(self, typed):
        assert PhoneField().clean(typed) == "0867-00-5678"

    def test_says_how_to_mend(self):
        assert sentence(PhoneField(), "0867-00-5678 夜は不在") == "数字と「-」だけで入れてください。例 0867-00-5678"
        assert sentence(PhoneField(), "00-5678").startswith("市外局番から")


WAYS = [("", "---------"), ("a", "電話"), ("b", "郵便")]


class EveryField(Form):
    name = NameField(label="団体名")
    amount = YenField(label="申請額", help_text="千円単位")
    day = EraDateField(label="議決日")
    way = ChoiceField(label="連絡のしかた", choices=WAYS)
    minutes = AttachmentField(label="議事録")
    agreed = CheckField(label="総会で決まった内容です")


class OrganizationForm(ModelForm):
    class Meta:
        model = Organization
        fields = ["name", "legal_form", "founded_on", "areas"]


class Ways(Form):
    must = ChoiceField(choices=WAYS)
    may = ChoiceField(choices=WAYS, required=False)


class TestAForm:
    def test_names_what_is_missing_in_the_order_of_its_fields(self):
        assert [str(mistake) for mistake in EveryField({}).mistakes] == [
            "団体名を入れてください。",
            "申請額を入れてください。例 1,839,000",
            "議決日を入れてください。例 令和7年4月1日",
            "連絡のしかたを1つ選んでください。",
            "議事録のファイルを選んでください。",
            "総会で決まった内容です:確かめて、印をつけてください。",
        ]

    def test_says_nothing_before_it_is_sent(self):
        assert EveryField().mistakes == []

    def test_shows_a_draft_as_it_is_without_judging_it(self):
        form = EveryField({"name": "青葉谷", "amount": "なし"}).unjudged()
        html = form.as_div()
        assert 'value="なし"' in html
        assert "aria-invalid" not in html
        assert form.mistakes == []

    def test_a_control_is_told_its_hint_and_its_error_in_this_order(self):
        html = EveryField({}).as_div()
        assert 'aria-describedby="id_amount_helptext id_amount_error"' in html
        assert (
            html.index('for="id_amount"') < html.index('id="id_amount_helptext"') < html.index('id="id_amount_error"')
        )

    def test_a_models_plain_columns_become_the_portals_fields(self):
        fields = OrganizationForm().fields
        assert {name: type(field) for name, field in fields.items()} == {
            "name": TextField,
            "legal_form": ChoiceField,
            "founded_on": EraDateField,
            "areas": RowsField,
        }


class TestOthers:
    def test_an_address_is_put_right_and_judged(self):
        assert EmailField().clean(" ａｏｋｉ＠example.jp ") == "aoki@example.jp"
        assert sentence(EmailField(), "aoki@") == "メールアドレスの形にしてください。例 aoki@example.jp"

    def test_a_fiscal_year(self):
        assert FiscalYearField().clean("R7") == FiscalYear(2025)
        assert FiscalYearField().prepare_value(FiscalYear(2019)) == "令和元年度"
        assert "例 令和7年度" in sentence(FiscalYearField(), "来年")

    def test_a_choice_that_must_be_made_offers_no_empty_one(self):
        html = Ways().as_div()
        assert html.count('name="must" value=""') == 0
        assert html.count('name="may" value=""') == 1
        assert "選ばない" in html
        assert sentence(ChoiceField(choices=WAYS), "c") == "一覧の中から選んでください。"
        assert sentence(CheckField(), "") == "確かめて、印をつけてください。"
