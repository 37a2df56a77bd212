"""Who sends what the organization has prepared."""

from __future__ import annotations

from organizations.submitting import SubmitsBy
from records.forms import ChoiceField, Form


class SubmittingForm(Form):
    submits_by = ChoiceField(label="市に出す人", choices=SubmitsBy.choices)
