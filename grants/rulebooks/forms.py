"""What the section types about a whole scheme: why it is to be decided."""

from __future__ import annotations

from grants.schemes import Scheme
from records.forms import Form, LongTextField


class ProposeForm(Form):
    reason = LongTextField(label="伺い(理由)", rows=4, max_length=2000)

    def __init__(self, data: object, *, scheme: Scheme) -> None:
        usual = f"{scheme}を、この内容で決定し、{scheme.guideline_name}により運用してよいか伺います。"
        super().__init__(data, initial={"reason": usual})
