"""Figures of areas from a file, on the command line: the same reading, the same sentences as in the pages."""

from __future__ import annotations

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import BaseCommand, CommandError
from django.utils import timezone

from accounts.models import User
from accounts.whence import at_work
from organizations.areas import Area
from organizations.figures.judged import Judged, Wishes
from organizations.figures.judging import Judge
from organizations.figures.taking import take
from organizations.rules import may_take_figures
from records.anybody import anybody
from records.cases import NotNow
from records.era import NotADate, era_date, parse_date
from records.sheets.files import NotASheet
from records.templatetags.japanese import minus

WRONG, NO_FILE = 1, 2


class Command(BaseCommand):
    help = (
        "区域ごとの人口や世帯数などの表(CSV、Excel)を読み込みます。全部を読み込むか、何も読み込まないかのどちらかです。"
        "終わりの値は、0 できた、1 表に直すところがある、2 ファイルがないか、命令がちがう。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", metavar="FILE")
        parser.add_argument("--dry-run", action="store_true", help="何が変わるかを見るだけで、読み込みません。")
        parser.add_argument("--source", default="住民基本台帳", help="出典。例 令和2年国勢調査 小地域集計")
        parser.add_argument("--date", default="", help="基準日(表に日付がないとき)。例 令和7年4月1日")
        parser.add_argument("--kind", default="", choices=["", *Area.Kind.values], help="区域の種類(同じ名前のとき)")
        parser.add_argument("--skip-unknown", action="store_true", help="登録されていない区域の行は読みません。")
        parser.add_argument("--by", default="", metavar="EMAIL", help="だれが読み込んだことにするか")

    def handle(self, *, file: str, **options: Any) -> None:
        wishes = Wishes(options["source"], day_of(options["date"]), options["kind"], options["skip_unknown"])
        try:
            judged = Judge(opened(file), wishes, on=timezone.localdate()).judge()
        except NotASheet as problem:
            raise CommandError(f"{file}: {problem}", returncode=WRONG) from problem
        self.tell(judged)
        if judged.problems:
            told = [f"{len(judged.problems)}か所を直してください。何も読み込んでいません。", *map(str, judged.problems)]
            raise CommandError("\n".join(told), returncode=WRONG)
        if options["dry_run"]:
            self.stdout.write("見るだけで、読み込んでいません(--dry-run)。")
            return
        try:
            with at_work("import_figures"):
                take(judged, by=actor(options["by"]))
        except NotNow as refusal:
            self.stdout.write("".join(refusal.messages))
            return
        self.stdout.write("読み込みました。")

    def tell(self, judged: Judged) -> None:
        if judged.not_read:
            self.stderr.write(f"読み取れなかった見出し: {'、'.join(judged.not_read)}")
        for note in judged.notes:
            self.stderr.write(note)
        for each in judged.by_area:
            people = "" if each.people is None else f" 人口 {minus(each.people)}"
            before = "" if each.before in (None, each.people) else f"(今 {minus(each.before or 0)})"
            counts = f"加える {each.added}、変わる {each.changed}、同じ {each.same}"
            self.stdout.write(f"{each.area} {era_date(each.day)}{people}{before}: {counts}")
        for new in judged.changes:
            now = minus(new.kept.value) if new.kept else ""
            self.stdout.write(f"  {new.row}行目 {new.area} {new.indicator}: {now} → {minus(new.value)}")


def opened(file: str) -> SimpleUploadedFile:
    try:
        return SimpleUploadedFile(Path(file).name, Path(file).read_bytes())
    except OSError as problem:
        told = f"{file}: ファイルを開けません。({problem.strerror or problem})"
        raise CommandError(told, returncode=NO_FILE) from problem


def day_of(text: str) -> date | None:
    try:
        return parse_date(text) if text else None
    except NotADate as problem:
        raise CommandError(f"--date {text}: {problem}", returncode=NO_FILE) from problem


def actor(email: str) -> User:
    """Who sits at the server has no account; with --by the event names somebody who may."""
    if not email:
        return anybody()
    user = User.objects.filter(email__iexact=email).first()
    if user is None or not may_take_figures(user, None):
        raise CommandError(f"{email}: 区域の数値を読み込める人ではありません。", returncode=NO_FILE)
    return user
