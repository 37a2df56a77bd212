"""The register of areas and organizations as spreadsheets."""

from __future__ import annotations

from typing import Any

import tablib
from django.db.models import QuerySet

from accounts.models import User, clean_email
from organizations.models import Area, AreaFigure, Indicator, Officer, Organization
from records.forms import KanaField, NameField, PhoneField
from records.sheets.columns import Column, RowReader, RowsReader, column, shown
from records.sheets.register import RegisterSheet

AREA_HINT = "先に「区域」の表で登録するか、コードを確かめてください。"
INDICATOR_HINT = "「設定」の「指標」で、コードを確かめてください。"
TREE = [choice for choice in Area.Kind.choices if choice[0] != Area.Kind.OTHER]  # other divisions come with boundaries


class AreaSheet(RegisterSheet):
    title = "区域"
    mended_at = {"only_the_city_has_no_area_above_it": "parent", "no_area_is_its_own_parent": "parent"}

    code = column(Area, "code", example="03-1")
    kind = column(Area, "kind", example="大字", choices=TREE)
    name = column(Area, "name", example="見本")
    furigana = column(Area, "furigana", form_class=KanaField, example="みほん")
    parent = Column("上の区域のコード", "parent", RowReader(Area, "code", required=False, hint=AREA_HINT), example="03")
    order = column(Area, "order", example="301")

    class Meta(RegisterSheet.Meta):
        model = Area
        import_id_fields = ("code",)

    def get_queryset(self) -> QuerySet[Area]:
        return Area.objects.of_tree().select_related("parent")

    def arranged(self, table: tablib.Dataset) -> list[tuple[int, list[Any]]]:
        """An area comes after the one above it, wherever it stands in the sheet."""
        lines = super().arranged(table)
        if "種類" not in table.headers:
            return lines
        kinds, at = [kind.label for kind in Area.Kind], table.headers.index("種類")
        return sorted(lines, key=lambda line: kinds.index(line[1][at]) if line[1][at] in kinds else len(kinds))


class FigureSheet(RegisterSheet):
    title = "区域の数値"

    area = Column("区域のコード", "area", RowReader(Area, "code", hint=AREA_HINT), example="03-1")
    indicator = Column(
        "指標のコード", "indicator", RowReader(Indicator, "code", hint=INDICATOR_HINT), example="households"
    )
    as_of = column(AreaFigure, "as_of", example="令和7年4月1日")
    value = column(AreaFigure, "value", example="1,234")
    source = column(AreaFigure, "source", example="住民基本台帳")

    class Meta(RegisterSheet.Meta):
        model = AreaFigure
        import_id_fields = ("area", "indicator", "as_of")

    def get_queryset(self) -> QuerySet[AreaFigure]:
        return AreaFigure.objects.select_related("area", "indicator")


class OrganizationSheet(RegisterSheet):
    title = "団体"

    name = column(Organization, "name", form_class=NameField, example="見本地区まちづくり協議会")
    furigana = column(Organization, "furigana", form_class=KanaField, example="みほんちくまちづくりきょうぎかい")
    legal_form = column(Organization, "legal_form", example="任意団体")
    office_address = column(Organization, "office_address", example="見本市見本1番地")
    phone = column(Organization, "phone", form_class=PhoneField, example="0867-00-1234")
    areas = Column(
        "活動の区域のコード",
        "areas",
        RowsReader(RowReader(Area, "code", required=False, hint=AREA_HINT)),
        example="03-1、03-2",
    )
    predecessor = column(Organization, "predecessor", example="見本地域振興会")
    status = shown(Organization, "status")
    founded_on = shown(Organization, "founded_on")
    recognised_on = shown(Organization, "recognised_on")

    class Meta(RegisterSheet.Meta):
        model = Organization
        import_id_fields = ("name",)

    def get_queryset(self) -> QuerySet[Organization]:
        return Organization.objects.prefetch_related("areas")


class OfficerSheet(RegisterSheet):
    title = "役員"
    mended_at = {
        "an_officer_ends_after_starting": "ends_on",
        "one_president_at_a_time": "kind",
    }

    organization = Column(
        "団体の名前",
        "organization",
        RowReader(Organization, "name", hint="先に「団体」の表で登録してください。"),
        example="見本地区まちづくり協議会",
    )
    kind = column(Officer, "kind", example="会長")
    name = column(Officer, "name", form_class=NameField, example="見本 花子")
    furigana = column(Officer, "furigana", form_class=KanaField, example="みほん はなこ")
    address = column(Officer, "address", example="見本市見本1番地")
    phone = column(Officer, "phone", form_class=PhoneField, example="0867-00-1234")
    note = column(Officer, "note")
    starts_on = column(Officer, "starts_on", "任期のはじまり", example="令和7年4月1日")
    ends_on = column(Officer, "ends_on", "任期のおわり", example="令和9年3月31日")
    user = Column(
        "アカウントのメールアドレス",
        "user",
        RowReader(User, "email", required=False, hint="先に招待してください。", same=clean_email),
    )

    class Meta(RegisterSheet.Meta):
        model = Officer
        import_id_fields = ("organization", "kind", "name", "starts_on")

    def get_queryset(self) -> QuerySet[Officer]:
        return Officer.objects.select_related("organization", "user")
