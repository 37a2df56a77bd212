"""What is typed when boundaries come in: the file, then which of its figures is which area."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from organizations.areas import Area
from organizations.places import geojson
from organizations.places.files import BoundaryFile
from organizations.places.geojson import Feature
from organizations.places.matching import Matching, columns_of, match, name_of
from organizations.places.surveying import faults_beside, faults_within
from organizations.places.systems import AreaSystem
from records.forms import CheckField, EraDateField, Form, TextField

LEAVE, NEW = "", "new"
MOST_SELECTS = 60  # beyond, a page of select boxes helps nobody: all become new, or the file is mended


class UploadForm(Form):
    file = forms.FileField(
        label="GeoJSONのファイル",
        help_text=f"FeatureCollection。1つの区域に1つのPolygonかMultiPolygon。経度・緯度。{geojson.MEGABYTES}MBまで。",
        widget=forms.FileInput(attrs={"accept": ".geojson,.json"}),
        error_messages={"required": "GeoJSONのファイルを選んでください。", "empty": "ファイルが空です。"},
    )
    starts_on = EraDateField(label="いつからの境か")
    source = TextField(label="出典", max_length=200, required=False, help_text="例 国土数値情報(小学校区)、都市計画課")

    def __init__(self, data: Any, files: Any, *, system: AreaSystem, on: date) -> None:
        super().__init__(data, files, initial={"starts_on": on})
        self.system = system

    def clean_file(self) -> UploadedFile[Any]:
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > geojson.MEGABYTES * 1024 * 1024:
            raise ValidationError(f"ファイルが大きすぎます。{geojson.MEGABYTES}MBまでにしてください。")
        self.raw = file.read()
        try:
            self.features = geojson.read(self.raw)
        except geojson.NotBoundaries as wrong:
            raise ValidationError(wrong.sentences) from wrong
        if faults := faults_within(self.features, self.system):
            raise ValidationError(faults)
        return file

    @property
    def facts(self) -> dict[str, Any]:
        data = self.cleaned_data
        told = {"starts_on": data["starts_on"], "source": data["source"], "name": data["file"].name or ""}
        return {"system": self.system, "raw": self.raw, "features": self.features, **told}


class TakeForm(Form):
    """One select for each figure that was not found; those that were stand fixed."""

    all_new = CheckField(label="見つからなかった図形を、すべて新しい区域にする", required=False)

    def __init__(self, data: Any, *, file: BoundaryFile, column: str) -> None:
        super().__init__(data)
        self.file, self.features = file, file.features
        system, day = file.system, file.starts_on
        self.areas = {area.pk: area for area in Area.objects.of_system(system).standing(on=day)}
        self.columns = columns_of(self.features)
        asked = column if column in self.columns else ""
        self.matching: Matching = match(self.features, self.areas.values(), column=asked)
        self.strangers = [each for each in self.features if each.number not in self.matching.by_feature]
        self.may_make_new = system.kind not in {Area.Kind.CITY, Area.Kind.OAZA}
        if not (self.strangers and self.may_make_new):
            del self.fields["all_new"]
        if len(self.strangers) <= MOST_SELECTS:
            self._ask()

    def _ask(self) -> None:
        free = [(str(key), area.name) for key, area in self.areas.items() if key in self.without_figure]
        for feature in self.strangers:
            name = name_of(feature, self.matching.column)
            new = [(NEW, f"新しい区域「{name}」にする")] if self.may_make_new else []
            choices = [(LEAVE, "取り入れない"), *new, *free]
            self.fields[f"figure{feature.number}"] = forms.ChoiceField(
                label=f"{feature.title}({feature.number}番目)", choices=choices, required=False
            )
        self.name_fields()

    @property
    def found(self) -> list[tuple[Feature, Area]]:
        by_feature = self.matching.by_feature
        return [(each, self.areas[by_feature[each.number]]) for each in self.features if each.number in by_feature]

    @property
    def without_figure(self) -> dict[int, Area]:
        """Areas of the system that the file does not know."""
        given = set(self.matching.by_feature.values())
        return {key: area for key, area in self.areas.items() if key not in given}

    @property
    def chosen(self) -> dict[int, Area | str]:
        """For ``BoundaryFile.take_in``."""
        data = getattr(self, "cleaned_data", {})
        chosen: dict[int, Area | str] = {feature.number: area for feature, area in self.found}
        for feature in self.strangers:
            told = data.get(f"figure{feature.number}") or (NEW if data.get("all_new") else LEAVE)
            if told == NEW:
                chosen[feature.number] = name_of(feature, self.matching.column)
            elif told:
                chosen[feature.number] = self.areas[int(told)]
        return chosen

    def faults(self) -> list[str]:
        """What keeps the found figures from being taken, told before anybody presses the button."""
        found: dict[int, Area | str] = {feature.number: area for feature, area in self.found}
        return [*self.matching.twice, *faults_beside(self.file, found)]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.matching.twice:
            raise ValidationError(self.matching.twice)
        return data
