"""docs/access.md: the tables about access as a paper that a city can read and file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from tests.access import acts, lines, pages
from tests.access.act import Acts
from tests.access.known import World
from tests.access.roles import ROLES
from tests.house.walk import ROOT

PAPER = ROOT / "docs" / "access.md"
RENEW = "python3 -m config.launch exec python -m tests.access"
HEAD = f"""\
# だれに見えるか、だれができるか

この紙は、プログラムの規則(`may_…`、`MOVES`、`visible_to`)と、全部のページを全部の役の人で開いた結果から作られています。
手で書きかえません。規則やページを変えたら `{RENEW}` で作り直し、変わったところを読んで確かめます。
古いままだと試験が通りません。
"""
SEE = "見る"


def written(world: World) -> str:
    parts = (HEAD, people(), *(about(each, world) for each in acts.ALL), addresses())
    return "\n".join(parts)


def people() -> str:
    rows = ([role.mark, role.name] for role in ROLES)
    return "\n".join(("## 役の人\n", *table(["印", "だれ"], rows), ""))


def about(kind: Acts, world: World) -> str:
    name = str(kind.model._meta.verbose_name)
    head = ["すること", "状態", *(role.mark for role in ROLES)]
    rows, notes = [], []
    for line in lines.lines(kind, world):
        states = "・".join(kind.states[state] for state in line.states)
        said = SEE if line.verb == "see" else f"{kind.model.SAID.get(line.verb, '')} `{line.verb}`"
        if line.words:
            notes.append(f"- {said.strip()}(いまの状態: {states}): {line.words}")
        else:
            rows.append([said, states, *("●" if role.code in line.able else "" for role in ROLES)])
    return "\n".join((f"## {name}\n", *(table(head, rows) if rows else ()), *(["", *notes] if notes else []), ""))


def addresses() -> str:
    legend = "、".join(f"`{letter}` {meaning}" for letter, meaning in pages.LETTERS.items())
    head = ["ページ", "番地", "方法", *(role.mark for role in ROLES)]
    rows = chain.from_iterable(answers(row) for row in pages.rows().values())
    said = "試験が、全部の番地をこの全部の役の人で開き、空のまま送り、答えを比べます。"
    settings = "`/admin/` の下(設定)は、設定を受け持つ人だけが開けます。ほかの人は、サインインへ送られるか断られます。"
    return "\n".join(("## ページ\n", said, f"{legend}。{settings}\n", *table(head, rows), ""))


def answers(row: pages.Row) -> Iterator[list[str]]:
    yield [f"`{row.name}`", f"`{row.address}`", "見る", *(f"`{letter}`" for letter in row.get)]
    if row.post and row.post != pages.NO_POST:
        yield ["", "", "送る", *(f"`{letter}`" for letter in row.post)]


def table(head: list[str], rows: Iterable[list[str]]) -> Iterator[str]:
    yield from (f"| {' | '.join(cells)} |" for cells in (head, ["---"] * len(head), *rows))
