"""制度の決定: the section proposes a scheme, the posts decide it, and what they decided is kept as a version."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, cast

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from grants.appropriations.booking import book_initial
from grants.formula.expressions import Impossible
from grants.formula.rule import read_back
from grants.formulas import read, sentences
from grants.questions.asking import said
from grants.rulebooks.versions import SchemeVersion, fingerprint
from grants.rulebooks.writing import own_book, rule_book
from records.approvals import Proposal, Stop
from records.cases import Case, NotNow
from records.fiscal import FiscalYear
from records.letters import LetterModel
from records.templatetags.japanese import yen

if TYPE_CHECKING:
    from grants.schemes import Scheme

USED = "この制度には、もう申請があります。決めたことは変えられません。予算額だけは、補正予算で変えられます。"


class Adopting(Case):
    approval_kind: ClassVar = "grants.scheme"

    if TYPE_CHECKING:
        fiscal_year: FiscalYear
        completion_by: date
        formula: dict[str, Any]
        appropriation: int
        appropriated_on: date | None
        conditions: Any
        criteria: Any
        questions: Any
        subsidies: Any
        figures: Any
        versions: Any

        def is_used(self) -> bool: ...

    class Meta:
        abstract = True

    @property
    def _scheme(self) -> Scheme:
        return cast("Scheme", self)

    def gaps(self) -> list[str]:
        """What must be there before the scheme is proposed; each a sentence that says how to mend it."""
        found = []
        if not self.formula["components"]:
            found.append("算定の項目を1つ以上入れてください。")
        else:
            found += sentences(read(self._scheme, self.formula)[1])
        if not self.conditions.exists():
            found.append("交付の条件を1つ以上入れてください。通知書に載らないと、返還を求める根拠がなくなります。")
        if not self.criteria.exists():
            found.append("審査の基準を1つ以上入れてください。")
        if self.completion_by not in self.fiscal_year:
            found.append(f"完了期限を{self.fiscal_year}の中の日にしてください。")
        if self.appropriated_on and self.appropriated_on > timezone.localdate():
            found.append("当初予算の議決の日が、まだ来ていません。議決されてから、起案してください。")
        return found

    @transaction.atomic
    def propose(self, *, by: User, reason: str, rule_name: str, route: Sequence[Stop]) -> Proposal:
        """起案: from now on nobody changes the scheme, until the posts have decided or given it back."""
        self.lock()
        self.check_move("propose")
        self._must_be_complete()
        if not reason.strip():
            raise NotNow({"reason": "「伺い」を書いてください。決裁する人が読みます。"})
        self.take("propose", by=by)
        self.save()
        subject = f"{self}の制度の決定について"[:200]
        way: Any = {"rule_name": rule_name, "route": route, "amount": self.appropriation}
        return Proposal.draft([self], by=by, subject=subject, reason=reason.strip(), **way)

    def decided_facts(self) -> dict[str, str]:
        """What the posts agree to; the fingerprint of the rule book stands for all the rest of it."""
        from grants.summary import of_scheme, terms_of  # the summary knows the scheme

        told: dict[str, str] = {"制度の名前": str(self), "予算額": yen(self.appropriation)}
        told |= {fact.label: str(fact.value) for fact in [*of_scheme(self._scheme), *terms_of(self._scheme)]}
        return {**told, **self._told_rule()}

    def _told_rule(self) -> dict[str, str]:
        rule, _ = read(self._scheme, self.formula)
        parts = [f"{'　' * row.depth}{row.name}: {row.sentence}" for row in read_back(rule)]
        try:
            book = fingerprint(own_book(self._scheme))
        except Impossible as problem:
            book = " ".join(problem.sentences)
        return {
            "算定の項目": "\n".join([*parts, rule.total.sentence()]),
            "交付の条件": "\n".join(row.text for row in self.conditions.all()),
            "申請のときの質問": "\n".join(said(each, each.position) for each in self.questions.all()),
            "審査の基準": "\n".join(row.text for row in self.criteria.all()),
            "団体ごとに入れた数": f"{self.figures.count()}件",
            "統合した補助金": f"{self.subsidies.count()}件",
            "ルールブックの照合値": book,
        }

    def decision_letters(self, *, on: date) -> list[LetterModel]:  # an ordinance needs no letter
        return []

    def proposal_returned(self, proposal: Proposal, *, by: User, comment: str) -> None:
        self.take("give_back", by=by, comment=comment)
        self.save()

    def carry_out(self, proposal: Proposal, *, by: User) -> None:
        self.adopt(by=by)

    @transaction.atomic
    def adopt(self, *, by: User) -> None:
        """The posts have decided the scheme: from its first day on, applications are taken."""
        self.lock()
        self.check_move("adopt")
        self._must_be_complete()
        self.take("adopt", by=by, appropriation=self.appropriation)
        book_initial(self._scheme, by=by)
        self.save()
        SchemeVersion.keep(self._scheme, rule_book(self._scheme), by=by)

    def _must_be_complete(self) -> None:
        if gaps := self.gaps():
            raise NotNow(gaps)

    @transaction.atomic
    def reopen(self, *, by: User) -> None:
        """Back to work on it, as long as nobody has applied; what was adopted stays as a version."""
        self.take("reopen", by=by)
        if self.is_used():
            raise NotNow(USED)
        self.save()

    def version(self) -> SchemeVersion | None:
        """The newest one; None of a scheme that was adopted before versions were kept, or never."""
        found: SchemeVersion | None = self.versions.first()
        return found
