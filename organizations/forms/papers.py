"""One paper more for an organization, with what it is for."""

from __future__ import annotations

from organizations.papers import Paper
from records.forms import AttachmentField, ChoiceField, Form

OF_AN_ORGANIZATION = (Paper.MEMBERS, Paper.MAP, Paper.MINUTES, Paper.OTHER)


class PaperUpload(Form):
    purpose = ChoiceField(label="何の書類ですか", choices=[(paper.value, paper.value) for paper in OF_AN_ORGANIZATION])
    file = AttachmentField(label="ファイル")
