"""From a form to a verb and back: what the verb refuses stands at the field where it is mended."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import transaction
from django.db.models import Model
from django.forms import BaseForm


def attempt(form: BaseForm, verb: Callable[..., object], **facts: Any) -> bool:
    """Runs a verb, all or nothing; False if it refused, which the form then says.

    A refusal names its field itself, or the form's ``MENDED_AT`` does by the name of the violated constraint; else it
    stands at the head of the page.
    """
    try:
        with transaction.atomic():
            verb(**facts)
    except ValidationError as refusal:
        _blame(form, refusal)
        case = getattr(verb, "__self__", None)
        if isinstance(case, Model):
            case.refresh_from_db()
        return False
    return True


def _blame(form: BaseForm, refusal: ValidationError) -> None:
    mended_at: dict[str, str] = getattr(form, "MENDED_AT", {})
    is_named = hasattr(refusal, "error_dict")
    named: dict[str, Any] = refusal.error_dict if is_named else {NON_FIELD_ERRORS: refusal.error_list}
    for name, problems in named.items():
        for problem in problems:
            field = name if name in form.fields else mended_at.get(problem.code or "")
            form.add_error(field, problem)
