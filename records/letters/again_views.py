"""The page on which a letter that was lost is issued once more (再発行), and the form of a correction (訂正)."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.access import Request, fetch, writes
from records.forms import CheckField, Form, LongTextField, NameField, TextField, attempt
from records.letters.again import corrected, mendable, reissue
from records.letters.correcting import TO
from records.letters.issuing import Preview
from records.letters.kinds import Addressee
from records.letters.letter import Letter
from records.letters.paper import Paper
from records.letters.rules import may_issue_again
from records.letters.setting import LetterSetting


class ReissueForm(Form):
    reason = LongTextField(
        label="再発行する理由", max_length=300, rows=3, help_text="例 団体から、通知書をなくしたと連絡があったため。"
    )


class CorrectForm(Form):
    """The addressee and the values of the letter's texts, each under its own name; amounts are not among them."""

    def __init__(self, *args: Any, letter: Letter, wording: LetterSetting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.letter, self.newest = letter, wording
        kept = letter.snapshot["addressee"]
        for name, label in TO.items():
            required = name != "address"
            self.fields[name] = NameField(label=label, max_length=300, initial=kept[name], required=required)
        self.names = mendable(letter, letter.setting)
        for name, value in self.names.items():
            self.fields[name] = value_field(name, value)
        if wording != letter.setting:
            self.fields["newest_wording"] = CheckField(
                label=f"文面を、{wording.starts_on:%Y年%-m月%-d日}から使っている新しい文面にする", required=False
            )
        self.fields["reason"] = LongTextField(
            label="訂正する理由", max_length=300, rows=3, help_text="例 事務所の番地に誤りがあったため。"
        )
        self.name_fields()

    @property
    def mended(self) -> dict[str, Any]:
        """What the verb takes, without the reason."""
        typed = self.cleaned_data
        return {
            "values": {name: typed[name] for name in self.names},
            "addressee": Addressee(**{name: typed[name] for name in TO}),
            "wording": self.newest if typed.get("newest_wording") else self.letter.setting,
        }


def value_field(name: str, value: str) -> forms.Field:
    if "\n" in value or len(value) > 60:
        return LongTextField(label=name, initial=value, max_length=4000, rows=min(value.count("\n") + 3, 12))
    return TextField(label=name, initial=value, max_length=500, width="", required=bool(value))


def again(request: Request, pk: int) -> Letter:
    """The letter, if the person may issue it once more."""
    letters = Letter.objects.visible_to(request.user, on=timezone.localdate()).select_related("organization", "setting")
    found: Letter = fetch(letters, by=request.user, may=may_issue_again, pk=pk)
    return found


@writes
def reissue_letter(request: Request, pk: int) -> HttpResponseBase:
    letter = again(request, pk)
    form = ReissueForm(request.POST or None)
    made: list[Letter] = []
    if form.is_valid() and attempt(
        form, lambda: made.append(reissue(letter, by=request.user, on=timezone.localdate(), **form.cleaned_data))
    ):
        messages.success(request, f"{made[0].document_number}として再発行しました。団体にメールで知らせました。")
        return redirect(made[0])
    return render(request, "records/letters/reissue.html", {"letter": letter, "form": form})


def draft(form: CorrectForm) -> Preview | None:
    """The corrected letter as it would be printed; what stands in its way is told by the form."""
    made: list[Paper] = []
    today = timezone.localdate()
    if form.is_valid() and attempt(form, lambda: made.append(corrected(form.letter, on=today, **form.mended))):
        return Preview(made[0], form.mended["wording"].symbol, None)
    return None
