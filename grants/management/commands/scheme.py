"""Rule books on the command line: check one, calculate with one; export and import a scheme of this portal."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import BaseCommand, CommandError

from grants.formula.book import Book
from grants.formula.calculating import calculate
from grants.formula.files import NotAFile, read_file
from grants.formula.printing import result_json, result_lines, rule_lines
from grants.formula.tables import NotATable, read_table

WRONG, NO_FILE = 1, 2


class Command(BaseCommand):
    help = (
        "制度のルールブック(TOML)を確かめ、団体ごとの数値(CSV)で計算します。データベースは使いません。"
        "終わりの値は、0 できた、1 ファイルのまちがいか、計算できない団体がある、2 ファイルがないか、命令がちがう。"
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True, metavar="check|calculate")
        check = deeds.add_parser("check", help="ルールブックを読んで、文にして見せます。")
        check.add_argument("file", metavar="FILE")
        work = deeds.add_parser("calculate", help="団体ごとの算定調書を出します。")
        work.add_argument("file", metavar="FILE")
        work.add_argument("--figures", required=True, metavar="FIGURES.csv", help="1行に1団体。見出しは数の名前。")
        work.add_argument("--json", action="store_true", help="ほかのプログラムが読む形(docs/rulebook.md)で出します。")

    def handle(self, *, deed: str, **options: Any) -> None:
        {"check": self.check_book, "calculate": self.calculate}[deed](**options)

    def check_book(self, *, file: str, **_options: Any) -> None:
        book = self.read(file)
        self.stdout.write(f"{file}: 正しく読めました。{book.about['name']}")
        self.stdout.write("\n".join(rule_lines(book.rule)))

    def calculate(self, *, file: str, figures: str, **options: Any) -> None:
        book = self.read(file)
        try:
            table = read_table(content_of(figures), book.rule)
        except NotATable as problem:
            raise CommandError(f"{figures}: {problem}", returncode=WRONG) from problem
        result = calculate(book.rule, table.bodies)
        if options["json"]:
            self.stdout.write(json.dumps(result_json(result, table.notes), ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(result_lines(result)))
            self.say([*table.notes])
        names = {body.key: body.name for body in table.bodies}
        problems = [f"{names[key]} {gap.place}: {gap.sentence}" for key, gaps in result.gaps.items() for gap in gaps]
        if problems:
            raise CommandError(
                "\n".join([f"計算できない団体が{len(result.gaps)}あります。", *problems]), returncode=WRONG
            )

    def read(self, file: str) -> Book:
        try:
            return read_file(content_of(file))
        except NotAFile as wrong:
            told = [f"{file}: {fault}" for fault in wrong.faults]
            raise CommandError("\n".join(told), returncode=WRONG) from wrong

    def say(self, notes: list[str]) -> None:
        for note in notes:
            self.stderr.write(note)


def content_of(file: str) -> bytes:
    try:
        return Path(file).read_bytes()
    except OSError as problem:
        reason = problem.strerror or problem
        raise CommandError(f"{file}: ファイルを開けません。({reason})", returncode=NO_FILE) from problem
