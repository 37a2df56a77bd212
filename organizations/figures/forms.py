"""The file of figures that is chosen, and what has to be said beside it."""

from __future__ import annotations

from django import forms

from organizations.areas import Area
from organizations.figures.judged import Wishes
from records.forms import CheckField, ChoiceField, EraDateField, Form, TextField


class FigureFileForm(Form):
    file = forms.FileField(
        label="数値の表",
        help_text="CSVかExcel(.xlsx)。市が公開しているままで読めます。",
        error_messages={"required": "数値の表を選んでください。", "empty": "ファイルの中身がありません。"},
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
    )
    source = TextField(label="出典", max_length=100, help_text="例 住民基本台帳、令和2年国勢調査 小地域集計")
    day = EraDateField(label="基準日", required=False, help_text="表に日付がないときだけ。例 令和7年4月1日")
    kind = ChoiceField(label="区域の種類", required=False, help_text="同じ名前の区域が2つあるときだけ。")
    skips_unknown = CheckField(label="登録されていない区域の行は、読まずに進む", required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "選ばない"), *Area.Kind.choices]  # type: ignore[attr-defined]

    def wishes(self) -> Wishes:
        said = self.cleaned_data
        return Wishes(said["source"], said["day"], said["kind"] or "", said["skips_unknown"])
