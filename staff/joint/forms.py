"""What is said about all cases of one 起案 together."""

from __future__ import annotations

from records.forms import Form, LongTextField, TextField


class JointForm(Form):
    """A kind adds what its verb wants besides; the group writes how many there are behind the subject."""

    subject = TextField(label="件名", max_length=150, width="", help_text="うしろに、件数が付きます。")
    reason = LongTextField(label="伺い", rows=4, max_length=2000, help_text="決裁する人が読みます。")
