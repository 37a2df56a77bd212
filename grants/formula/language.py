"""Reads an expression as an officer types it: 登録世帯 + 非登録世帯 × 1/2, 切捨て(距離, 0.1)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from fractions import Fraction
from typing import NamedTuple

from grants.formula.expressions import (
    FUNCTIONS,
    MINUS,
    OVER,
    PLUS,
    TIMES,
    Call,
    Expression,
    Name,
    Number,
    Pair,
    as_typed,
)
from grants.formula.numbers import NotExact, exact

SIGNS = {"+": PLUS, "-": MINUS, "−": MINUS, "×": TIMES, "*": TIMES, "÷": OVER, "/": OVER}
TOKEN = re.compile(
    r"\s*(?:「(?P<quoted>[^」]+)」|(?P<number>\d[\d_]*(?:\.\d+)?%?)(?![\w])|(?P<name>\w[\w・]*)|(?P<sign>[+\-−×*÷/(),、]))"
)
CALLED = {name: name for name in FUNCTIONS} | {function.also: name for name, function in FUNCTIONS.items()}
DEEPEST, LONGEST = 40, 1000


class NotUnderstood(ValueError):
    """The text is no expression; the message is the sentence for whoever wrote it."""


class Token(NamedTuple):
    kind: str
    text: str


def parse(text: str, names: Mapping[str, str]) -> Expression:
    """``names``: what a figure may be called, to its code."""
    if len(text) > LONGEST:
        raise NotUnderstood(f"式が長すぎます。{LONGEST:,}字までにしてください。")
    return Parser(tokens(text), names).whole()


def renamed(text: str, names: Mapping[str, str]) -> str:
    """A kept expression with its figures called as people call them (code → name); as it stands if one is gone."""
    try:
        return parse(text, {code: code for code in names}).text(lambda code: as_typed(names[code]))
    except NotUnderstood:
        return text


def tokens(text: str) -> list[Token]:
    plain = unicodedata.normalize("NFKC", text.replace("×", "*").replace("÷", "/")).strip()
    found, at = [], 0
    while at < len(plain):
        match = TOKEN.match(plain, at)
        if match is None:
            raise NotUnderstood(
                f"「{plain[at : at + 10].strip()}」が読めません。使えるのは、数の名前、数字、+ - × ÷ ( ) です。"
            )
        kind = match.lastgroup or ""
        found.append(Token("name" if kind == "quoted" else kind, match[kind]))
        at = match.end()
    return found


class Parser:
    def __init__(self, found: list[Token], names: Mapping[str, str]) -> None:
        self.left, self.names, self.depth = found[::-1], names, 0

    def whole(self) -> Expression:
        if not self.left:
            raise NotUnderstood("何の数か、書いてください。例 人口")
        expression = self.sum()
        if self.left:
            raise NotUnderstood(f"「{self.left[-1].text}」の前に、+ - × ÷ のどれかがいります。")
        return expression

    def next_is(self, *texts: str) -> bool:
        return bool(self.left) and self.left[-1].kind == "sign" and self.left[-1].text in texts

    def sum(self) -> Expression:
        self.depth += 1
        if self.depth > DEEPEST:
            raise NotUnderstood("かっこの中のかっこが多すぎます。")
        found = self.product()
        while self.next_is("+", "-", "−"):
            found = Pair(SIGNS[self.left.pop().text], found, self.product())
        self.depth -= 1
        return found

    def product(self) -> Expression:
        found = self.single()
        while self.next_is("*", "/"):
            found = Pair(SIGNS[self.left.pop().text], found, self.single())
        return found

    def single(self) -> Expression:
        if not self.left:
            raise NotUnderstood("式が途中で終わっています。")
        kind, text = self.left.pop()
        if kind == "number":
            return Number(number(text))
        if text == "(":
            found = self.sum()
            self.close()
            return found
        if kind == "sign":
            raise NotUnderstood(f"「{text}」の前に、数か、数の名前がいります。")
        return self.call(text) if self.next_is("(") else self.named(text)

    def close(self) -> None:
        if not self.next_is(")"):
            raise NotUnderstood("「)」が足りません。")
        self.left.pop()

    def named(self, text: str) -> Name:
        if text not in self.names:
            known = "、".join(dict.fromkeys([*self.names][:12]))
            raise NotUnderstood(f"「{text}」という数はありません。使える数: {known}")
        return Name(self.names[text])

    def call(self, text: str) -> Call:
        if text not in CALLED:
            raise NotUnderstood(f"「{text}」という計算はありません。使えるのは、{'、'.join(FUNCTIONS)} です。")
        self.left.pop()
        arguments: list[Expression] = []
        while not self.next_is(")"):
            arguments.append(self.sum())
            if not self.next_is(",", "、"):
                break
            self.left.pop()
        self.close()
        wanted = FUNCTIONS[CALLED[text]].arguments
        if len(arguments) != wanted:
            raise NotUnderstood(f"「{text}」のかっこの中には、{wanted}つ書きます。例 {FUNCTIONS[CALLED[text]].means}")
        return Call(CALLED[text], tuple(arguments))


def number(text: str) -> Fraction:
    try:
        return exact(text.replace("_", ""))
    except NotExact as problem:
        raise NotUnderstood(str(problem)) from problem
