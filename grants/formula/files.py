"""A rule book as a file: reads TOML, and says of everything that is wrong in which line it stands."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from grants.formula.book import Book, NotARuleBook, read_book
from grants.formula.reading import Path

AT = re.compile(r"\(at (?:line (\d+), column \d+|end of document)\)")
LARGEST = 2_000_000
SYNTAX = {
    "Cannot overwrite a value": "同じ名前が2回あります",
    "Cannot declare": "同じ見出しが2回あります",
    "Invalid value": '値の書き方がちがいます。文字は " " で囲みます',
    "Unclosed array": "[ ] が閉じていません",
    "Unclosed inline table": "{ } が閉じていません",
    "Expected '='": "「名前 = 値」の形になっていません",
    "Expected newline": "値の後に、余分な文字があります",
    "Illegal character": "使えない文字があります",
    "Unterminated string": '" が閉じていません',
}


class LineFault(NamedTuple):
    line: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.line}行目: {self.sentence}" if self.line else self.sentence


class NotAFile(ValueError):
    """The file is no rule book; ``faults`` say in which lines, and why."""

    def __init__(self, faults: list[LineFault]) -> None:
        self.faults = sorted(dict.fromkeys(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def read_file(content: bytes) -> Book:
    text = decoded(content)
    try:
        doc = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as problem:
        raise NotAFile([syntax(text, str(problem))]) from problem
    except (RecursionError, ValueError) as problem:
        raise NotAFile([LineFault(0, "入れ子か、数のけたが多すぎて読めません。")]) from problem
    try:
        return read_book(doc)
    except NotARuleBook as wrong:
        places = Places(text)
        raise NotAFile([LineFault(places.line(fault.path), fault.sentence) for fault in wrong.faults]) from wrong


def decoded(content: bytes) -> str:
    if len(content) > LARGEST:
        raise NotAFile([LineFault(0, "ファイルが大きすぎます。2MBまでです。")])
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as problem:
        line = content[: problem.start].count(b"\n") + 1
        raise NotAFile([LineFault(line, "文字コードがUTF-8ではありません。UTF-8で保存し直してください。")]) from problem


def syntax(text: str, problem: str) -> LineFault:
    found = AT.search(problem)
    line = int(found[1]) if found and found[1] else text.rstrip("\n").count("\n") + 1
    reason = next((told for sign, told in SYNTAX.items() if sign in problem), "TOMLの書き方として読めません")
    return LineFault(line, f"{reason}。({problem})")


class Places:
    """Where each value of a TOML text stands: the line of every path. Only for text that tomllib has read."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Path, int] = {}
        self.counts: dict[Path, int] = {}
        self.table: Path = ()
        self.scan(text)

    def line(self, path: Path) -> int:
        """Of the path itself, else of what holds it; 0 for the whole file."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 0)

    def scan(self, text: str) -> None:
        at, line = 0, 1
        while at < len(text):
            end = end_of_statement(text, at)
            statement = text[at:end]
            self.take(statement.lstrip("\n\t "), line + leading(statement))
            line += statement.count("\n")
            at = end

    def take(self, statement: str, line: int) -> None:
        if statement.startswith("[["):
            self.table = self.entered(keys(statement[2 : statement.index("]]")]), line)
        elif statement.startswith("["):
            self.table = self.resolved(keys(statement[1 : statement.index("]")]))
            self.lines.setdefault(self.table, line)
        elif statement and not statement.startswith("#"):
            name, _, value = statement.partition("=")
            path = (*self.table, *keys(name))
            self.lines[path] = line
            if "\n" in value.strip():
                self.rows(path, value, line)

    def rows(self, path: Path, value: str, line: int) -> None:
        """The elements of an array that goes over several lines."""
        at = 0
        for offset, each in enumerate(value.split("\n")):
            if offset and each.strip() and each.strip()[0] not in "]#},":
                self.lines[(*path, at)] = line + offset
                at += 1

    def resolved(self, names: tuple[str, ...]) -> Path:
        """With the number of the element wherever a name is an array of tables."""
        path: Path = ()
        for name in names:
            path = (*path, name)
            if path in self.counts:
                path = (*path, self.counts[path] - 1)
        return path

    def entered(self, names: tuple[str, ...], line: int) -> Path:
        above = (*self.resolved(names[:-1]), names[-1])
        self.counts[above] = self.counts.get(above, 0) + 1
        path = (*above, self.counts[above] - 1)
        self.lines.setdefault(above, line)
        self.lines[path] = line
        return path


def leading(statement: str) -> int:
    return len(statement) - len(statement.lstrip("\n\t ")) and statement[
        : len(statement) - len(statement.lstrip())
    ].count("\n")


def keys(text: str) -> tuple[str, ...]:
    found = re.findall(r'"((?:[^"\\]|\\.)*)"|\'([^\']*)\'|([\w-]+)', text)
    return tuple(next(filter(None, each), "") for each in found)


def end_of_statement(text: str, at: int) -> int:
    """Where a statement that begins here ends: at a line's end outside of every string and bracket."""
    depth = 0
    for kind, end in marks(text, at):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(kind, 0)
        if kind == "\n" and depth <= 0 and text[at:end].strip():
            return end
    return len(text)


MARK = re.compile(
    r'"""(?:[^\\]|\\.)*?"""|\'\'\'.*?\'\'\'|"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}\n]', re.DOTALL
)


def marks(text: str, at: int) -> Iterator[tuple[str, int]]:
    for found in MARK.finditer(text, at):
        yield found[0] if len(found[0]) == 1 else "", found.end()
