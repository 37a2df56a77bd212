"""Every page as everybody: the portal answers as the table says, and no page is without its line.

docs/access.md says what the rules say, about every verb of every case. (In this file, so that its world is built once.)
"""

import os

import pytest
from django.test import Client

from tests.access import acts, pages, paper
from tests.access.known import World
from tests.access.roles import ROLES
from tests.house.test_doors import filled

ROWS = pages.rows()
JUDGED = [row for row in ROWS.values() if row.get]
OF_THE_SETTINGS = "admin:"
METHODS_ASKED_BY = {"stranger", "section"}  # that a page takes no POST (405) is said before anybody is looked at
SETTINGS_ASKED_BY = {"stranger", "section", "administrator"}  # every address; the others knock at every list
HOW = "tests/access/pages.txt に行を足してください(書きかたは docs/architecture.md の「だれに見えるか」)。"


def test_every_page_has_its_line():
    missing = [
        f"{name}  {pattern}"
        for name, pattern in pages.addresses().items()
        if name not in ROWS and not name.startswith(OF_THE_SETTINGS)
    ]
    assert not missing, f"だれに見えるかが決まっていないページがあります。{HOW}\n" + "\n".join(missing)


def test_no_line_is_about_a_page_that_is_gone():
    assert sorted(ROWS.keys() - pages.addresses().keys()) == []


def test_every_line_says_what_everybody_gets(world: World, browsers: dict[str, Client]):
    """A new line comes without its answers; they are filled in by ``python -m tests.access``, and judged."""
    unfinished = (row for row in ROWS.values() if len(row.get) != len(ROLES))
    bare = {row.name: pages.measured(row, world, browsers) for row in unfinished}
    if os.environ.get("ACCESS_RENEWED"):
        pages.fill(bare)
        bare = {}
    now = "\n".join(map(str, bare.values()))
    assert not bare, f"今の答えはこうです。正しいか確かめてから、{pages.TABLE.name} に写してください。\n{now}"
    assert {row.name for row in JUDGED if len(row.get) != len(ROLES) or len(row.post) not in {0, len(ROLES)}} == set()


class Drawn:
    """Which answers are drawn for a role: pages that nobody before it gets, and the first refusal of each sort."""

    def __init__(self, number: int) -> None:
        self.number = number
        self.refusals: set[str] = set()

    def next(self, row: pages.Row, method: str) -> bool:
        answer = row.expected(method, self.number)
        if answer == "o":
            return "o" not in (row.get if method == "GET" else row.post)[: self.number]
        is_new = answer not in self.refusals
        self.refusals.add(answer)
        return is_new


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.code)
def test_everybody_gets_what_the_table_says(role, world: World, browsers: dict[str, Client]):
    number, browser = ROLES.index(role), browsers[role.code]
    draws = Drawn(number)
    wrong = []
    for row in JUDGED:
        for method in ("GET", "POST") if row.post or role.code in METHODS_ASKED_BY else ("GET",):
            told = row.expected(method, number)
            with pages.drawn(draws.next(row, method)):
                got = pages.knock(browser, method, world.address(row.address))
            if told != got:
                wrong.append(f"{row.name} {method}: 表は{told}、答えは{got}")
    assert not wrong, f"{role.name}:\n" + "\n".join(wrong)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.code)
def test_the_settings_are_the_administrators_alone(role, world: World, browsers: dict[str, Client]):
    """Every address below /admin/. The library asks the same question of both methods; sending is what does harm."""
    asks_all = role.code in SETTINGS_ASKED_BY
    methods = ("POST",) if role.code == "section" else ("GET", "POST") if asks_all else ("GET",)
    answers = {
        f"{name} {method}": pages.knock(browsers[role.code], method, f"/{filled(pattern)}")
        for name, pattern in pages.addresses().items()
        if name.startswith(OF_THE_SETTINGS) and (asks_all or name.endswith(("_changelist", ":index")))
        for method in methods
    }
    allowed = "o>!-x" if role.code == "administrator" else "s!>x"  # > is the library's own way out: logout, password
    assert answers
    assert {page: answer for page, answer in answers.items() if answer not in allowed} == {}


def test_every_verb_of_every_case_says_who_may():
    told = {(each.model, verb) for each in acts.ALL for verb in each.who}
    known = {(model, verb) for model in acts.cases() for verb in model.MOVES}
    silent = sorted(f"{model.__name__}.{verb}" for model, verb in known - told)
    assert not silent, f"tests/access/acts.py に、だれができるかを足してください: {silent}"
    assert sorted(f"{model.__name__}.{verb}" for model, verb in told - known) == []


def test_the_paper_is_as_new_as_the_rules(world: World):
    text = paper.written(world)
    if os.environ.get("ACCESS_RENEWED"):
        paper.PAPER.write_text(text)
    assert paper.PAPER.read_text() == text, f"docs/access.md が古くなりました。作り直してください: {paper.RENEW}"
