"""What the pages of a scheme show of its way through the posts, and of its versions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from grants.formula.expressions import Impossible
from grants.formula.files import NotAFile, read_file
from grants.formula.printing import rule_lines
from grants.formula.rule import Rule
from grants.questions.asking import condition_of
from grants.rulebooks.versions import Line, SchemeVersion, line_differences
from grants.rulebooks.writing import rule_book
from grants.schemes import Scheme
from records.pieces import Fact, Tag
from records.stands import Stand
from records.templatetags.japanese import era_clock

Status = Scheme.Status
TAGS = {
    Status.DRAFT: Tag("準備中", "back"),
    Status.PROPOSED: Tag("決裁待ち", "way"),
    Status.ADOPTED: Tag("決定", "good"),
}


def tag_of(scheme: Scheme, approval: Stand | None) -> Tag:
    mine = scheme.status == Status.PROPOSED and approval and approval.may_act
    return Tag("あなたの番です", "now") if mine else TAGS[Status(scheme.status)]


def rows_context(scheme: Scheme, rule: Rule) -> dict[str, Any]:
    """The rows of a scheme as its page lists them; of a figure what the city calls it."""
    questions = list(scheme.questions.all())
    return {
        "figures": [(row, rule.known.get(row.code)) for row in scheme.figures.select_related("organization")],
        "subsidies": scheme.subsidies.select_related("organization"),
        "conditions": scheme.conditions.all(),
        "criteria": scheme.criteria.all(),
        "versions": scheme.versions.select_related("adopted_by"),
        "questions": [(each, condition_of(questions, each)) for each in questions],
    }


def version_context(version: SchemeVersion) -> dict[str, Any]:
    scheme = version.scheme
    return {
        "version": version,
        "scheme": scheme,
        "facts": [
            Fact("決定した日時", era_clock(version.adopted_at)),
            Fact("決定した人", str(version.adopted_by)),
            Fact("この版による申請", f"{version.grants.count()}件"),
            Fact("照合値(SHA-256)", version.sha256),
        ],
        "sentences": sentences_of(version.book),
        "earlier": version.number - 1,
    }


def sentences_of(book: str) -> list[str]:
    """The rule read back; nothing where today's portal cannot read what an older one wrote: the text is there."""
    try:
        return list(rule_lines(read_file(book.encode()).rule))
    except NotAFile:
        return []


@dataclass(frozen=True)
class Comparison:
    """Two texts of a scheme beside each other: two versions, or a version and what stands now."""

    scheme: Scheme
    versions: list[SchemeVersion]
    before: SchemeVersion
    after: SchemeVersion | None  # None: as the scheme stands now

    @classmethod
    def of(cls, scheme: Scheme, old: str, new: str) -> Comparison | None:
        """What the address asks for, else the two newest; None where there is nothing to compare."""
        versions = list(scheme.versions.all())
        by_number = {str(version.number): version for version in versions}
        if not versions or (scheme.status == Status.ADOPTED and len(versions) < 2):
            return None
        standing = versions[0] if scheme.status == Status.ADOPTED else None
        after = None if new == "now" and standing is None else by_number.get(new, standing)
        newest_before = versions[0] if after is None else by_number.get(str(after.number - 1), versions[-1])
        return cls(scheme, versions, by_number.get(old, newest_before), after)

    @property
    def is_open(self) -> bool:
        """The scheme can still differ from its newest version."""
        return self.scheme.status != Status.ADOPTED

    @property
    def after_name(self) -> str:
        return str(self.after) if self.after else "今の内容(まだ決定していません)"

    @property
    def lines(self) -> list[Line]:
        try:
            return line_differences(self.before.book, self.after.book if self.after else rule_book(self.scheme))
        except Impossible as problem:
            return [Line("in", f"# {sentence}") for sentence in problem.sentences]
