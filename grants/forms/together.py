"""起案 of several applications: one reason for all of them."""

from __future__ import annotations

from grants.schemes import Scheme
from records.forms import Form, LongTextField


class TogetherForm(Form):
    grounds = LongTextField(label="伺い(理由)", rows=4, max_length=2000)


def first_words(scheme: Scheme) -> dict[str, str]:
    return {"grounds": f"{scheme.guideline_name}{scheme.article}の定めに合っていると認められるため。"}
