"""How every form of the portal is drawn; a model's form gets the portal's own fields for its plain columns."""

from __future__ import annotations

from typing import Any, Self

from django import forms
from django.db import models
from django.forms.models import ModelFormMetaclass
from django.forms.renderers import TemplatesSetting
from django.forms.utils import ErrorDict

from records.forms.choices import CheckField, ChoiceField, RowField, RowsField
from records.forms.dates import EraDateField
from records.forms.mistakes import Mistake, mistakes_of
from records.forms.numbers import NumberField
from records.forms.text import EmailField, LongTextField, TextField


class PortalRenderer(TemplatesSetting):
    """Draws with templates/django/forms/: label, hint, error, control, in this order."""


class Speaking:
    """A form that lists its mistakes for the summary at the head of the page."""

    use_required_attribute = False  # the server's own sentences say how to mend, the browser's do not

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name_fields()

    def name_fields(self) -> None:
        """Puts each field's label into its sentences; again, where a form adds fields of its own."""
        for name, field in self.fields.items():  # type: ignore[attr-defined]
            sentence = str(field.error_messages.get("required", ""))
            field.error_messages["required"] = sentence.replace("%(label)s", str(field.label or name))

    @property
    def mistakes(self) -> list[Mistake]:
        return mistakes_of(self)  # type: ignore[arg-type]

    def unjudged(self) -> Self:
        """Shows what was typed last time (a draft) as it is, without a word about what is still missing."""
        self._errors, self.cleaned_data = ErrorDict(), dict[str, Any]()
        return self


class Form(Speaking, forms.Form):
    pass


COLUMN_FIELDS: dict[type[models.Field[Any, Any]], type[forms.Field]] = {
    models.EmailField: EmailField,
    models.CharField: TextField,
    models.TextField: LongTextField,
    models.DateTimeField: forms.DateTimeField,  # a moment is set by the portal, hardly ever typed
    models.DateField: EraDateField,
    models.BooleanField: CheckField,
    models.IntegerField: NumberField,
    models.ForeignKey: RowField,
    models.ManyToManyField: RowsField,
}


def field_for(column: models.Field[Any, Any], **kwargs: Any) -> forms.Field | None:
    """The portal's field for a model's column; a column of its own kind (a fiscal year) knows its field itself."""
    if column.choices:
        return column.formfield(**{"choices_form_class": ChoiceField, **kwargs})
    for kind in type(column).__mro__:
        if kind.__module__.startswith("records."):
            break
        if field := COLUMN_FIELDS.get(kind):
            return column.formfield(**{"form_class": field, **kwargs})
    return column.formfield(**kwargs)


class PortalModelForm(ModelFormMetaclass):
    """Gives every ``Meta`` the portal's fields unless it names others."""

    def __new__(mcs, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> Any:
        meta = attrs.get("Meta")
        if meta is not None and not hasattr(meta, "formfield_callback"):
            meta.formfield_callback = staticmethod(field_for)
        return super().__new__(mcs, name, bases, attrs)


class ModelForm(Speaking, forms.ModelForm, metaclass=PortalModelForm):  # type: ignore[type-arg]
    pass
