"""A list that is typed with one entry on each line."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from records.forms.text import LongTextField, seen_length


class LinesField(LongTextField):
    """``longest``: of one entry, where its column has an end."""

    def __init__(self, *, longest: int | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.longest = longest

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: Any) -> Any:
        found = [line.strip() for line in str(super().clean(value)).splitlines() if line.strip()]
        for number, line in enumerate(found, start=1):
            if self.longest and seen_length(line) > self.longest:
                raise ValidationError(f"{number}行目: {self.longest}文字までにしてください。", code="max_length")
        return found
