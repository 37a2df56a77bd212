"""What is typed about areas and the ways in which the city divides itself."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError

from organizations.areas import Area
from organizations.places.lineage import NewArea
from organizations.places.relations import Overlap
from organizations.places.systems import AreaSystem
from records.forms import (
    CheckField,
    ChoiceField,
    EraDateField,
    Form,
    KanaField,
    ModelForm,
    RowField,
    RowsField,
    TextField,
)

SPLIT_INTO = (1, 2, 3, 4)
NUMBERS = {1: "1つめ", 2: "2つめ", 3: "3つめ", 4: "4つめ"}


class SystemForm(ModelForm):
    may_overlap = CheckField(label="区域どうしが重なってもよい", required=False)
    keeps_former = CheckField(
        label="なくなった区域も、団体の活動の区域に選べる", required=False, help_text="例 閉校した小学校の、旧小学校区"
    )

    class Meta:
        model = AreaSystem
        fields = ["name", "code", "kind", "may_overlap", "keeps_former", "order"]


class AreaForm(Form):
    """A new area of a system; ``parent`` is asked where it stands in the tree below a district."""

    name = TextField(label="名前", max_length=60)
    furigana = KanaField(label="ふりがな", max_length=80, required=False)
    code = TextField(label="コード", max_length=20, width="w-8", help_text="ほかの区域と重ならない番号か記号")
    parent = RowField(label="上の区域", queryset=Area.objects.none())
    starts_on = EraDateField(label="できた日", required=False, help_text="前からあるときは、あけておきます。")

    def __init__(self, data: Any, *, system: AreaSystem, on: date) -> None:
        super().__init__(data)
        above = Area.ABOVE.get(system.kind)
        if above is None:
            del self.fields["parent"]
        else:
            self.fields["parent"].queryset = Area.objects.filter(kind=above).standing(on=on)  # type: ignore[attr-defined]

    @property
    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        new = NewArea(data["code"], data["name"], data["furigana"])
        return {"new": new, "on": data["starts_on"], "parent": data.get("parent")}


class RenameForm(Form):
    name = TextField(label="名前", max_length=60)
    furigana = KanaField(label="ふりがな", max_length=80, required=False)


class EndForm(Form):
    on = EraDateField(label="最後の日")


class MergeForm(Form):
    """合併 into a new area, or 編入 into one of them."""

    areas = RowsField(label="合わせる区域", queryset=Area.objects.none())
    on = EraDateField(label="再編の日", help_text="新しい区域の、はじめの日です。")
    way = ChoiceField(
        label="合わせ方", choices=[("new", "新しい区域にする"), ("absorb", "どれか1つに入れる(編入)")], initial="new"
    )
    name = TextField(label="新しい区域の名前", max_length=60, required=False)
    furigana = KanaField(label="新しい区域のふりがな", max_length=80, required=False)
    code = TextField(label="新しい区域のコード", max_length=20, width="w-8", required=False)
    into = RowField(label="編入先", queryset=Area.objects.none(), required=False)

    def __init__(self, data: Any, *, system: AreaSystem, on: date) -> None:
        super().__init__(data, initial={"on": on})
        standing = Area.objects.of_system(system).standing(on=on)
        for name in ("areas", "into"):
            self.fields[name].queryset = standing  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        needed = {"new": ("name", "code"), "absorb": ("into",)}.get(str(data.get("way")), ())
        for name in needed:
            if not data.get(name) and name not in self.errors:
                self.add_error(name, f"{self.fields[name].label}を入れてください。")
        return data

    @property
    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        new = NewArea(data["code"], data["name"], data["furigana"])
        return {"areas": data["areas"], "into": new if data["way"] == "new" else data["into"], "on": data["on"]}


class SplitForm(Form):
    """Into two to four; each area within it is told into which it goes."""

    on = EraDateField(label="再編の日", help_text="新しい区域の、はじめの日です。")

    def __init__(self, data: Any, *, area: Area, on: date) -> None:
        super().__init__(data, initial={"on": on})
        self.children = list(area.children.standing(on=on))
        for n in SPLIT_INTO:
            label, needed = NUMBERS[n], n <= 2
            self.fields[f"name{n}"] = TextField(label=f"{label}の区域の名前", max_length=60, required=needed)
            self.fields[f"furigana{n}"] = KanaField(label=f"{label}のふりがな", max_length=80, required=False)
            self.fields[f"code{n}"] = TextField(label=f"{label}のコード", max_length=20, width="w-8", required=needed)
        for child in self.children:
            choices = [(str(n), NUMBERS[n]) for n in SPLIT_INTO]
            self.fields[f"child{child.pk}"] = ChoiceField(label=f"「{child}」が入る区域", choices=choices)
        self.name_fields()

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        for n in SPLIT_INTO[2:]:
            for one, other in (("name", "code"), ("code", "name")):
                if data.get(f"{one}{n}") and not data.get(f"{other}{n}"):
                    self.add_error(f"{other}{n}", f"{self.fields[f'{other}{n}'].label}を入れてください。")
        for child in self.children:
            to = data.get(f"child{child.pk}")
            if to and not data.get(f"name{to}"):
                self.add_error(
                    f"child{child.pk}", f"{NUMBERS[int(to)]}の区域が書いてありません。書いた区域から選んでください。"
                )
        return data

    @property
    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        into = [
            NewArea(
                data[f"code{n}"],
                data[f"name{n}"],
                data[f"furigana{n}"],
                [child for child in self.children if data[f"child{child.pk}"] == str(n)],
            )
            for n in SPLIT_INTO
            if data.get(f"name{n}")
        ]
        return {"into": into, "on": data["on"]}


class RelateForm(Form):
    inner = RowField(label="区域", queryset=Area.objects.none())
    extent = ChoiceField(label="どれだけ入るか", choices=Overlap.Extent.choices)

    def __init__(self, data: Any, *, area: Area, on: date) -> None:
        super().__init__(data)
        others = Area.objects.standing(on=on).exclude(kind=Area.Kind.CITY).select_related("system")
        field: Any = self.fields["inner"]
        field.queryset = others.exclude(kind=area.kind, system=area.system)
        field.label_from_instance = lambda each: f"{each.what} {each.name}"


class NeighbourForm(Form):
    other = RowField(label="区域", queryset=Area.objects.none())
    are_neighbours = ChoiceField(
        label="となりですか", choices=[("yes", "となりである"), ("no", "となりではない")], initial="yes"
    )

    def __init__(self, data: Any, *, area: Area, on: date) -> None:
        super().__init__(data)
        field: Any = self.fields["other"]
        alike = Area.objects.standing(on=on).filter(kind=area.kind, system=area.system)
        field.queryset = alike.exclude(pk=area.pk)

    def clean_are_neighbours(self) -> bool:
        answer: str = self.cleaned_data["are_neighbours"]
        if answer not in {"yes", "no"}:
            raise ValidationError("どちらかを選んでください。")
        return answer == "yes"
