"""規約: the paper, the day of its resolution, and the article for each thing that bylaws must say."""

from __future__ import annotations

from datetime import date
from typing import Any

from organizations.models import Bylaws, BylawsClause, Organization
from organizations.papers import Paper
from records.attachments import Attachment
from records.forms import AttachmentField, EraDateField, Form, PaperForm, TextField


class ArticlesForm(Form):
    """Nine short fields: where it stands. An empty one is told as a gap, not as a mistake."""

    def __init__(self, *args: Any, articles: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for kind, label in BylawsClause.Kind.choices:
            self.fields[kind] = TextField(
                label=label, required=False, max_length=30, width="w-10", initial=articles.get(kind, "")
            )

    def clauses(self) -> dict[str, str]:
        return {kind: article for kind, article in self.cleaned_data.items() if article}


class BylawsForm(PaperForm):
    paper = AttachmentField(label="規約の文書", purpose=Paper.BYLAWS)
    resolved_on = EraDateField(label="総会で決めた日")

    def __init__(self, *args: Any, case: Organization, today: date, **kwargs: Any) -> None:
        super().__init__(*args, case=case, **kwargs)
        self.fields["resolved_on"].not_after = today  # type: ignore[attr-defined]

    def kept_for(self, purpose: str) -> list[Attachment]:
        """Papers that are not yet those of a version."""
        used = set(Bylaws.objects.filter(organization=self.case.pk).values_list("paper", flat=True))
        return [paper for paper in super().kept_for(purpose) if paper.pk not in used]

    @property
    def newest(self) -> Attachment:
        field = self.paper_fields()["paper"]
        return field.kept[0]
