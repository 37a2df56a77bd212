"""Forms that speak Japanese: fields that read what people type, and sentences that say how to mend it."""

from records.forms.attempt import attempt
from records.forms.base import Form, ModelForm, PortalRenderer
from records.forms.choices import CheckField, ChoiceField, ChoicesField, RowField, RowsField
from records.forms.dates import DatesField, EraDateField, FiscalYearField
from records.forms.files import AttachmentField, PaperForm
from records.forms.mistakes import Mistake, mistakes_of
from records.forms.numbers import ExactField, NumberField, YenField
from records.forms.sheets import Sheet, SheetForm, press, sheet_of
from records.forms.text import EmailField, KanaField, LongTextField, NameField, PhoneField, TextField

__all__ = [
    "AttachmentField",
    "CheckField",
    "ChoiceField",
    "ChoicesField",
    "DatesField",
    "EmailField",
    "EraDateField",
    "ExactField",
    "FiscalYearField",
    "Form",
    "KanaField",
    "LongTextField",
    "Mistake",
    "ModelForm",
    "NameField",
    "NumberField",
    "PaperForm",
    "PhoneField",
    "PortalRenderer",
    "RowField",
    "RowsField",
    "Sheet",
    "SheetForm",
    "TextField",
    "YenField",
    "attempt",
    "mistakes_of",
    "press",
    "sheet_of",
]
