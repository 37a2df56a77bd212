"""What is typed when somebody acts on a proposal; one form per kind of act, and the verb that it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import Prefetch

from accounts.models import User
from records.approvals import Step
from records.forms import ChoiceField, EraDateField, Form, LongTextField, RowField, TextField

if TYPE_CHECKING:
    from records.kessai.page import ProposalPage

DRAFTER = "起案した人"


class DeedForm(Form):
    """``page``: the page on which it stands; what may be chosen depends on where the proposal is."""

    def __init__(self, *args: Any, page: ProposalPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(page)

    def offer(self, page: ProposalPage) -> None:
        """Fills the lists."""


class StepForm(DeedForm):
    """``step`` is the step that was seen: a stale page acts on nothing."""

    step = forms.IntegerField(widget=forms.HiddenInput)


class SayForm(StepForm):
    comment = LongTextField(
        label="意見",
        required=False,
        max_length=2000,
        rows=4,
        help_text="条件、異議、差し戻しのときは、かならず書いてください。",
    )
    to = ChoiceField(label="差し戻す先", required=False, widget=forms.Select, choices=())

    def offer(self, page: ProposalPage) -> None:
        to: Any = self.fields["to"]
        to.choices = [("", DRAFTER), *page.earlier_posts]

    def clean_to(self) -> int | None:
        return int(self.cleaned_data["to"]) if self.cleaned_data["to"] else None


class ReasonForm(DeedForm):
    reason = LongTextField(label="取り下げる理由", max_length=2000, rows=2)


class AmendForm(DeedForm):
    subject = TextField(label="件名", max_length=200, width="")
    reason = LongTextField(label="伺い", max_length=2000, rows=5)


class ColleagueField(RowField):
    """Somebody of the city: 「税務 五月(税務課員)」."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.name}({'、'.join(str(duty.post) for duty in obj.held)})"


class AskForm(StepForm):
    of = ColleagueField(label="だれに", queryset=None)
    question = LongTextField(label="たずねること", max_length=1000, rows=3)
    due_on = EraDateField(label="期限")

    def offer(self, page: ProposalPage) -> None:
        self.fields["of"].queryset = colleagues(page.on).exclude(pk=page.reader.pk)  # type: ignore[attr-defined]


class AnswerForm(DeedForm):
    opinion = forms.IntegerField(widget=forms.HiddenInput)
    text = LongTextField(label="意見", max_length=2000, rows=4)


class ReassignForm(StepForm):
    post = RowField(label="受け持つ職", queryset=None)
    reason = TextField(label="理由", max_length=200, help_text="例 人事異動で、課がなくなったため")

    def offer(self, page: ProposalPage) -> None:
        posts: Any = Step._meta.get_field("post").related_model
        on_way = [step.post_id for step, _ in page.stand.stops]
        self.fields["post"].queryset = posts._default_manager.exclude(pk__in=on_way)  # type: ignore[attr-defined]


def colleagues(on: date) -> Any:
    """Those who hold a post on a day, each with the posts; duties belong to the room above."""
    duties: Any = User._meta.get_field("duties").related_model
    held = duties._default_manager.held(on=on).select_related("post")
    people = User.objects.filter(is_active=True, pk__in=held.values("user"))
    return people.prefetch_related(Prefetch("duties", queryset=held, to_attr="held"))


@dataclass(frozen=True)
class Deed:
    """An act by its button: the form that it comes with; what it does is in ``records.approvals.doing``."""

    form: type[DeedForm]
    shown: str = ""  # under which name the page shows the form; empty: a button alone
    wants_words: bool = False


DEEDS: dict[str, Deed] = {
    "approve": Deed(SayForm, "say"),
    "condition": Deed(SayForm, "say", wants_words=True),
    "object": Deed(SayForm, "say", wants_words=True),
    "send_back": Deed(SayForm, "say", wants_words=True),
    "read": Deed(SayForm, "read"),
    "acknowledge": Deed(StepForm),
    "pull_back": Deed(DeedForm),
    "withdraw": Deed(ReasonForm, "withdraw"),
    "amend": Deed(AmendForm, "amend"),
    "ask": Deed(AskForm, "ask"),
    "answer": Deed(AnswerForm, "answer"),
    "reassign": Deed(ReassignForm, "reassign"),
}
