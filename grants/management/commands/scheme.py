"""Rule books on the command line: check one, calculate with one; export and import a scheme of this portal."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management import BaseCommand, CommandError

from accounts.models import User
from grants.formula.book import Book
from grants.formula.calculating import calculate
from grants.formula.files import NotAFile, read_file
from grants.formula.printing import result_json, result_lines, rule_lines
from grants.formula.tables import NotATable, read_table
from grants.rulebooks.taking import import_book, read_here
from grants.rulebooks.writing import rule_book
from grants.rules import may_manage_schemes
from grants.schemes import Scheme
from records.fiscal import FiscalYear

WRONG, NO_FILE = 1, 2


class Command(BaseCommand):
    help = (
        "制度のルールブック(TOML)を確かめ、団体ごとの数値(CSV)で計算します(データベースは使いません)。"
        "このポータルの制度を書き出し、ルールブックを取り込みます。"
        "終わりの値は、0 できた、1 ファイルのまちがいか、計算できない団体がある、2 ファイルがないか、命令がちがう。"
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        deeds = parser.add_subparsers(dest="deed", required=True, metavar="check|calculate|export|import")
        check = deeds.add_parser("check", help="ルールブックを読んで、文にして見せます。")
        check.add_argument("file", metavar="FILE")
        work = deeds.add_parser("calculate", help="団体ごとの算定調書を出します。")
        work.add_argument("file", metavar="FILE")
        work.add_argument("--figures", required=True, metavar="FIGURES.csv", help="1行に1団体。見出しは数の名前。")
        work.add_argument("--json", action="store_true", help="ほかのプログラムが読む形(docs/rulebook.md)で出します。")

        out = deeds.add_parser("export", help="このポータルの制度を、ルールブックに書き出します。")
        out.add_argument("file", metavar="FILE")
        out.add_argument("--programme", required=True, help="制度のコード")
        out.add_argument("--year", required=True, help="年度。例 2025、令和7年度")
        take = deeds.add_parser("import", help="ルールブックから、準備中の制度をつくります。")
        take.add_argument("file", metavar="FILE")
        take.add_argument("--by", required=True, metavar="EMAIL", help="だれがつくったことにするか")

    def handle(self, *, deed: str, **options: Any) -> None:
        deeds: dict[str, Callable[..., None]] = {
            "check": self.check_book,
            "calculate": self.calculate,
            "export": self.export,
            "import": self.take_in,
        }
        deeds[deed](**options)

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

    def export(self, *, file: str, programme: str, year: str, **_options: Any) -> None:
        try:
            scheme = Scheme.objects.get(programme=programme, fiscal_year=FiscalYear.parse(year))
            Path(file).write_text(rule_book(scheme), encoding="utf-8")
        except (Scheme.DoesNotExist, ValueError) as problem:
            raise CommandError(
                f"{programme} {year}: この制度は書き出せません。{problem}", returncode=WRONG
            ) from problem
        except OSError as problem:
            raise CommandError(f"{file}: ファイルに書けません。({problem.strerror})", returncode=NO_FILE) from problem
        self.stdout.write(f"{file}: {scheme}を書き出しました。")

    def take_in(self, *, file: str, by: str, **_options: Any) -> None:
        book, user = self.read(file, read_here), User.objects.filter(email__iexact=by).first()
        if user is None or not may_manage_schemes(user, None):
            raise CommandError(f"{by}: 制度をつくれる人ではありません。", returncode=NO_FILE)
        try:
            scheme = import_book(book, by=user)
        except ValidationError as refusal:
            told = [f"{file}: {sentence}" for sentence in refusal.messages]
            raise CommandError("\n".join(told), returncode=WRONG) from refusal
        self.stdout.write(f"{scheme}を準備中の制度として取り込みました。{scheme.get_absolute_url()}")

    def read(self, file: str, read: Callable[[bytes], Book] = read_file) -> Book:
        try:
            return read(content_of(file))
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
