"""What is wrong on a page, in the order of its fields, each with the place where it is mended."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from django.forms import BaseForm
from django.forms.formsets import BaseFormSet


@dataclass(frozen=True)
class Mistake:
    target: str  # the id to jump to; empty when the mistake is the whole form's
    label: str
    sentence: str
    row: str = ""  # 「事業3 」 where the field stands in a sheet

    def __str__(self) -> str:
        """The sentence says by itself what it is about, or its label does."""
        return self.row + (self.sentence if self.sentence.startswith(self.label) else f"{self.label}:{self.sentence}")


AnyForm: TypeAlias = "BaseForm | BaseFormSet[BaseForm]"


def mistakes_of(*forms: AnyForm) -> list[Mistake]:
    """For the summary at the head of the page, over any number of forms and formsets; empty for forms not sent yet."""
    return [mistake for form in forms for mistake in _each(form)]


def _each(form: AnyForm) -> Iterator[Mistake]:
    if isinstance(form, BaseFormSet):
        yield from _of_formset(form)
        return
    if not form.is_bound:
        return
    for sentence in form.non_field_errors():
        yield Mistake("", "", str(sentence))
    row = getattr(form, "row_label", "")
    for name in form.fields:
        for sentence in form.errors.get(name, ()):
            bound = form[name]
            yield Mistake(bound.auto_id, str(bound.label), str(sentence), row)


def _of_formset(formset: BaseFormSet[BaseForm]) -> Iterator[Mistake]:
    if not formset.is_bound:
        return
    for sentence in formset.non_form_errors():
        yield Mistake("", getattr(formset, "row_name", ""), str(sentence))
    for form in getattr(formset, "rows", formset.forms):
        yield from _each(form)
