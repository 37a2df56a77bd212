"""How a selection of letters is to be printed, and where addresses stand on paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from records.forms import CheckField, ChoiceField, ExactField, Form, ModelForm, NumberField, RowField
from records.letters.letter import Letter
from records.letters.posting.addresses import problems
from records.letters.posting.layouts import COLUMNS, SheetLayout

NAMED = 5  # addresses that are told one by one

ORDERS = (("area", "区域の順(地区、団体の順)"), ("number", "番号の順"))


class PostingForm(Form):
    order = ChoiceField(label="印刷する順番", choices=ORDERS, initial="area")
    with_list = CheckField(label="発送一覧を先頭に付ける", required=False, initial=True)
    duplex = CheckField(
        label="両面印刷(1通ごとに新しい紙から)",
        required=False,
        help_text="奇数ページの通知書の後に、白紙を入れます。",
    )
    window = RowField(
        label="窓あき封筒の宛名",
        queryset=SheetLayout.objects.none(),
        required=False,
        empty_label="付けない",
        help_text="1通ごとに、三つ折りにすると窓に宛名が出る紙を1枚、前に入れます。",
    )
    labels = RowField(
        label="宛名ラベル",
        queryset=SheetLayout.objects.none(),
        required=False,
        empty_label="作らない",
        help_text="別のPDFになります。",
    )
    first_label = NumberField(
        label="何枚めのラベルから使うか",
        min_value=1,
        max_value=120,
        initial=1,
        required=False,
        help_text="使いかけのラベル用紙のとき、空いている最初の場所。左上が1です。",
    )

    def __init__(self, *args: Any, letters: Sequence[Letter], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letters = letters
        fields: dict[str, Any] = self.fields
        for name in SheetLayout.Kind.values:
            fields[name].queryset = SheetLayout.objects.filter(kind=name)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        for name in SheetLayout.Kind.values:
            layout = cleaned.get(name)
            for sentence in self.told(layout) if layout else ():
                self.add_error(name, sentence)
        layout, first = cleaned.get("labels"), cleaned.get("first_label") or 1
        if layout and first > layout.per_sheet:
            self.add_error("first_label", f"「{layout}」は1枚に{layout.per_sheet}面です。その中の数にしてください。")
        cleaned["first_label"] = first
        return cleaned

    def told(self, layout: SheetLayout) -> list[str]:
        found = problems(self.letters, layout)
        rest = len(found) - NAMED
        return found[:NAMED] + ([f"ほかに{rest}通あります。"] if rest > 0 else [])

    @property
    def options(self) -> dict[str, Any]:
        """For ``Posting.begin``."""
        cleaned = self.cleaned_data
        return {**{name: cleaned[name] for name in cleaned if name != "order"}, "by_area": cleaned["order"] == "area"}


class LayoutForm(ModelForm):
    class Meta:
        model = SheetLayout
        fields = COLUMNS
        field_classes = dict.fromkeys(("left", "top", "width", "height", "gap_x", "gap_y"), ExactField)
