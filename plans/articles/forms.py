"""Forms of the desk: one for every kind, with the columns that the kind has."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from django import forms

from accounts.models import User
from organizations.models import Area, Organization
from plans.articles.article import ArticleTheme, Kind
from plans.articles.columns import COLUMNS, LABELS
from plans.articles.edition import ArticleEdition
from plans.articles.photos import MOST, ArticlePhoto
from plans.budget import Project
from plans.rows import YEN_LIMIT
from plans.yearly import YearlyPlan
from records.forms import ChoiceField, Form, LongTextField, ModelForm, RowField, TextField, YenField
from records.forms.photos import PhotosField

MARKS = (
    "「## 」で始めると見出し、「- 」で箇条書き、「1. 」で番号つきになります。"
    "**太字**、[言葉](https://…) でリンク。空の行で段落が変わります。"
)


class ArticleForm(ModelForm):
    """What was typed goes to the verb as ``cleaned_data``; a draft may lack anything but its title."""

    cost = YenField(label="かかったお金", required=False, min_value=0, max_value=YEN_LIMIT)
    text = LongTextField(label="本文", required=False, max_length=20_000, rows=14, help_text=MARKS)
    organization = RowField(
        label="団体",
        queryset=None,
        required=False,
        empty_label="団体を選ばない",
        help_text="この団体の公開のページにも出ます。",
    )

    class Meta:
        model = ArticleEdition
        fields: ClassVar[list[str]] = list(dict.fromkeys(name for names in COLUMNS.values() for name in names))

    def __init__(
        self,
        *args: Any,
        kind: str,
        user: User,
        on: date,
        of: Organization | None = None,
        edition: ArticleEdition | None = None,
        **kwargs: Any,
    ) -> None:
        """``of``: the organization that the article is about; without one the city may choose it at the beginning."""
        super().__init__(*args, instance=edition, **kwargs)
        chooses = kind == Kind.CASE and edition is None and of is None
        wanted = [*COLUMNS[kind], *(["organization"] if chooses else [])]
        for name in [name for name in self.fields if name not in wanted]:
            del self.fields[name]
        self.order_fields(["organization", *wanted])
        for name, label in LABELS.get(kind, {}).items():
            self.fields[name].label = label
        self.offer(kind, user, on, of)
        self.name_fields()

    def offer(self, kind: str, user: User, on: date, of: Organization | None) -> None:
        fields: Any = self.fields
        if "theme" in fields:
            fields["theme"].queryset = ArticleTheme.objects.filter(kind=kind, in_use=True)
        if "area" in fields:
            fields["area"].queryset = Area.objects.districts().standing(on=on)
        if "organization" in fields:
            fields["organization"].queryset = Organization.objects.visible_to(user, on=on)
        if "project" in fields and of is None:
            del fields["project"]
        elif "project" in fields:
            plans = YearlyPlan.objects.in_force().filter(organization=of)
            found = Project.objects.filter(plan__in=plans).exclude(name="").select_related("plan")
            fields["project"].queryset = found.order_by("-plan__fiscal_year", "order")
            fields["project"].label_from_instance = lambda row: f"{row.plan.fiscal_year} {row}"
            fields["project"].help_text = "計画にある事業なら、選びます。"

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        first, last = told.get("shown_from"), told.get("shown_until")
        if first and last and last < first:
            self.add_error("shown_until", "のせる最後の日を、のせる日より後にしてください。")
        return told


class PhotosForm(Form):
    photos = PhotosField(label="写真を加える", most=MOST, required=True)


class PhotoWordsForm(Form):
    """Of one photo; the fields' names carry its key."""

    alt = TextField(
        label="写真の説明",
        required=False,
        max_length=200,
        width="",
        help_text="見えない人にも伝わるように、写っているものを書きます。例 集会所で弁当を詰める3人",
    )
    consent = ChoiceField(label="写っている人", required=False, choices=ArticlePhoto.Consent.choices)

    def __init__(self, data: Any, photo: ArticlePhoto) -> None:
        initial = {"alt": photo.alt, "consent": photo.consent}
        super().__init__(data, prefix=f"photo-{photo.pk}", initial=initial)
        self.photo = photo


class ReasonForm(Form):
    reason = LongTextField(label="直してほしいところ", max_length=1000, rows=3)

    def __init__(self, *args: Any, label: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
        self.name_fields()


class FindForm(Form):
    """Filters of the public lists; one that makes no sense filters nothing."""

    q = TextField(label="言葉でさがす", required=False, max_length=60, width="")
    theme: forms.ModelChoiceField[ArticleTheme] = forms.ModelChoiceField(
        label="テーマ", required=False, queryset=ArticleTheme.objects.none(), empty_label="すべて"
    )
    area: forms.ModelChoiceField[Area] = forms.ModelChoiceField(
        label="地区", required=False, queryset=Area.objects.districts(), empty_label="すべて"
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["theme"].queryset = ArticleTheme.objects.filter(kind=kind)  # type: ignore[attr-defined]
        if kind != Kind.CASE:
            del self.fields["area"]
        self.full_clean()

    @property
    def narrows(self) -> bool:
        return any(self.cleaned_data.values())

    @property
    def wanted(self) -> dict[str, Any]:
        return self.cleaned_data
