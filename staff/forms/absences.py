"""What the city types about who is away and who stands in."""

from __future__ import annotations

from datetime import date
from typing import Any, ClassVar

from accounts.models import User
from records.forms import EraDateField, Form, NumberField, RowField, TextField
from staff.forms.liaisons import EmployeeField, employees
from staff.forms.rules import PostField, posts

END = "空けておくと、終えるまで続きます。"


class AbsenceForm(Form):
    user = EmployeeField(label="職員", queryset=None)
    starts_on = EraDateField(label="はじまり")
    ends_on = EraDateField(label="おわり", required=False, help_text=END)
    reason = TextField(label="理由", max_length=60, help_text="例 出張、休暇。ほかの職員にも見えます。")
    MENDED_AT: ClassVar = {
        "nobody_is_away_twice_at_once": "starts_on",
        "an_absence_ends_after_it_started": "ends_on",
    }

    def __init__(self, *args: Any, on: date, only: User | None, **kwargs: Any) -> None:
        """``only``: the one person for whom the reader may write."""
        super().__init__(*args, **kwargs)
        found = employees(on)
        self.fields["user"].queryset = found.filter(pk=only.pk) if only else found  # type: ignore[attr-defined]


class SubstituteForm(Form):
    post = PostField(label="職", queryset=None, help_text="この職の人がみんな不在のときや、就いている人がいないとき")
    deputy = PostField(label="代わりに決裁する職", queryset=None)
    order = NumberField(
        label="順番", min_value=1, max_value=9, unit="", help_text="1の職の人もいないときは、2の職の人が代わります。"
    )
    starts_on = EraDateField(label="はじまり")
    ends_on = EraDateField(label="おわり", required=False, help_text=END)
    MENDED_AT: ClassVar = {
        "a_substitute_ends_after_it_started": "ends_on",
        "nobody_stands_in_for_themselves": "deputy",
        "a_post_has_one_substitute_of_each_order_at_a_time": "order",
        "nobody_is_substitute_of_one_post_twice_at_once": "deputy",
    }

    def __init__(self, *args: Any, on: date, only: list[int] | None, **kwargs: Any) -> None:
        """``only``: the keys of the posts for which the reader may write; None: all of them."""
        super().__init__(*args, **kwargs)
        every = posts(on)
        post: RowField = self.fields["post"]  # type: ignore[assignment]
        post.queryset = every if only is None else every.filter(pk__in=only)
        self.fields["deputy"].queryset = every  # type: ignore[attr-defined]
