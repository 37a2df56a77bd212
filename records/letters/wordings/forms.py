"""What an officer types of a wording: the sentences, the entries under 記, and how the letter looks."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import cached_property

from accounts.models import User
from records.forms import (
    CheckField,
    ChoiceField,
    Form,
    LongTextField,
    ModelForm,
    Sheet,
    SheetForm,
    TextField,
    sheet_of,
)
from records.letters.issuing import Preview
from records.letters.kinds import KINDS, programme_names
from records.letters.paper import Entry, SealMode
from records.letters.setting import LetterSetting, SealImage, unknown_names
from records.letters.wordings.trying import Trial, Value

BEFORE = ("starts_on", "title", "body")  # the entries under 記
AFTER = ("legal_basis", "appeal_printed", "appeal", "contact")
LOOK = ("closing", "layout", "form_number", "symbol", "honorific", "seal_mode", "seal", "retention_years")


class WordingForm(ModelForm):
    title = LongTextField(label="題名", max_length=200, rows=2, help_text="2行に分けると、2行で印刷します。")

    class Meta:
        model = LetterSetting
        fields = [*BEFORE, *AFTER, *LOOK]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if typed.get("seal_mode") == SealMode.IMAGE and not typed.get("seal"):
            self.add_error("seal", "公印を印刷するには、印影を選んでください。")
        if typed.get("appeal_printed") and not typed.get("appeal"):
            self.add_error("appeal", "教示を入れるには、教示の文を書いてください。")
        for name in ("legal_basis", "form_number"):  # these are printed as they are
            if "{" in typed.get(name, ""):
                self.add_error(name, "ここには { } の値は入れられません。そのままの文で書いてください。")
        return typed


class EntryForm(SheetForm):
    label = TextField(label="見出し", max_length=60, width="")
    text = LongTextField(label="文", max_length=4000, rows=2)
    optional = CheckField(label="空なら省く", required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind

    def clean_label(self) -> str:
        return self.known("label")

    def clean_text(self) -> str:
        return self.known("text")

    def known(self, name: str) -> str:
        text: str = self.cleaned_data[name]
        if sentences := unknown_names(self.kind, text):
            raise ValidationError(sentences)
        return text


EntrySheet = sheet_of(EntryForm, "項目", extra=0, most=40)


class WordingPage:
    """The editor: everything that is typed, the letter that comes of it, and the values that may be used."""

    before, after, look = BEFORE, AFTER, LOOK

    def __init__(self, setting: LetterSetting, data: QueryDict | None, *, trial: Trial) -> None:
        self.setting, self.data, self.trial = setting, data, trial
        own = LetterSetting.objects.get(pk=setting.pk)  # a form writes into its row while it judges
        rows = [{"label": e.label, "text": e.text, "optional": e.optional} for e in setting.entries.all()]
        self.form = WordingForm(data, instance=own)
        self.sheet = EntrySheet(data, prefix="entries", initial=rows, form_kwargs={"kind": setting.kind})
        self.state = setting.state

    @property
    def forms(self) -> list[Form | Sheet]:
        return [self.form, self.sheet]  # type: ignore[list-item]  # a model's form speaks as any other

    def save(self, *, by: User) -> None:
        seen = str(self.data.get("seen", "")) if self.data else ""
        self.setting.rewrite(self.form.cleaned_data, list(self.sheet.lines), by=by, seen=seen)

    def refuse(self, problem: ValidationError) -> None:
        self.form.add_error(None, problem)
        self.setting.refresh_from_db()
        self.state = self.setting.state

    @property
    def look_has_errors(self) -> bool:
        return any(name in self.form.errors for name in LOOK)

    @cached_property
    def preview(self) -> Preview:
        """As it stands in the fields, right or wrong."""
        typed = LetterSetting(pk=self.setting.pk, kind=self.setting.kind, programme=self.setting.programme)
        for name in self.form.fields:
            if name not in {"starts_on", "seal", "retention_years"}:
                setattr(typed, name, self.form[name].value() or "")
        for name in ("closing", "appeal_printed"):
            setattr(typed, name, bool(self.form[name].value()))
        if typed.layout not in dict(LetterSetting._meta.get_field("layout").flatchoices):
            typed.layout = self.setting.layout
        key = str(self.form["seal"].value() or "")
        typed.seal = SealImage.objects.filter(pk=int(key) if key.isdecimal() and len(key) < 10 else 0).first()
        return self.trial.preview(typed, self.entries())

    def entries(self) -> list[Entry]:
        rows = [[row[name].value() for name in ("label", "text", "optional")] for row in self.sheet.rows]
        return [Entry(label or "", text or "", bool(optional)) for label, text, optional in rows if label or text]

    @property
    def palette(self) -> list[Value]:
        return self.trial.palette(self.preview)


class BeginForm(Form):
    programme = ChoiceField(label="どの制度の文面にしますか", required=False)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = programme_names() if KINDS[kind].has_programmes else {}
        choices = [("", "どの制度にも使う"), *((code, f"「{name}」だけに使う") for code, name in own.items())]
        self.fields["programme"].choices = choices  # type: ignore[attr-defined]
