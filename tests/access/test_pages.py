"""Every page as everybody: the portal answers as the table says, and no page is without its line."""

import os

import pytest
from django.test import Client

from tests.access import pages
from tests.access.known import World
from tests.access.roles import ROLES
from tests.house.test_doors import filled

ROWS = pages.rows()
JUDGED = [row for row in ROWS.values() if row.get]
OF_THE_SETTINGS = "admin:"
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
    bare = {row.name: pages.measured(row, world, browsers) for row in ROWS.values() if not row.get}
    if os.environ.get("ACCESS_RENEWED"):
        pages.fill(bare)
        bare = {}
    now = "\n".join(map(str, bare.values()))
    assert not bare, f"今の答えはこうです。正しいか確かめてから、{pages.TABLE.name} に写してください。\n{now}"
    assert {row.name for row in JUDGED if len(row.get) != len(ROLES) or len(row.post) not in {0, len(ROLES)}} == set()


def is_first(row: pages.Row, method: str, number: int) -> bool:
    """Whether nobody before this role gets the page: it is drawn for the first, and only asked for by the others."""
    return "o" not in (row.get if method == "GET" else row.post)[:number]


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.code)
def test_everybody_gets_what_the_table_says(role, world: World, browsers: dict[str, Client]):
    number, browser = ROLES.index(role), browsers[role.code]
    wrong = []
    for row in JUDGED:
        for method in ("GET", "POST"):
            told = row.expected(method, number)
            with pages.drawn(is_first(row, method, number)):
                got = pages.knock(browser, method, world.address(row.address))
            if told != got:
                wrong.append(f"{row.name} {method}: 表は{told}、答えは{got}")
    assert not wrong, f"{role.name}:\n" + "\n".join(wrong)


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.code)
def test_the_settings_are_the_administrators_alone(role, world: World, browsers: dict[str, Client]):
    """Every address below /admin/. The library asks the same question of both methods; sending is what does harm."""
    methods = ("GET", "POST") if role.code in {"stranger", "administrator"} else ("POST",)
    answers = {
        f"{name} {method}": pages.knock(browsers[role.code], method, f"/{filled(pattern)}")
        for name, pattern in pages.addresses().items()
        if name.startswith(OF_THE_SETTINGS)
        for method in methods
    }
    allowed = "o>!-x" if role.code == "administrator" else "s!>x"  # > is the library's own way out: logout, password
    assert {page: answer for page, answer in answers.items() if answer not in allowed} == {}
