"""What the city says of itself."""

from __future__ import annotations

from typing import Any

from django import forms

from records.forms import ModelForm, PhoneField
from staff.models import City

CAREFUL = 5 * 1024 * 1024  # bytes


class CityForm(ModelForm):
    logo = forms.FileField(
        label="市章",
        required=False,
        help_text="PNG か JPEG の画像(5MBまで)。どのページの上にも、小さく出ます。",
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg"}),
        error_messages={"empty": "選ばれたファイルが空です。別の画像を選んでください。"},
    )
    phone = PhoneField(label="電話", help_text="どのページの下にも出ます。")
    no_logo = forms.BooleanField(label="今の市章をはずす", required=False)

    class Meta:
        model = City
        fields = (
            "name",
            "furigana",
            "prefecture",
            "address",
            "phone",
            "hours",
            "portal_name",
            "mayor",
            "years",
            "accent",
            "tie_years",
            "liaisons_enter",
            "liaisons_public",
            "answer_days",
        )

    def __init__(self, *args: Any, has_logo: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_logo:
            del self.fields["no_logo"]

    def clean_logo(self) -> Any:
        picture = self.cleaned_data["logo"]
        if picture and picture.size > CAREFUL:
            raise forms.ValidationError("画像が大きすぎます。5MBまでの画像を選んでください。")
        return picture
