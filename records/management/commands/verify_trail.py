"""The auditor's command: is the trail what was written?"""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management import BaseCommand, CommandError

from records.trail.holdings import Holdings
from records.trail.verify import Chain, Held, held_by_anchors


def on_paper(text: str) -> Held:
    """「12345:9f86d0…」, as the anchor's page prints it."""
    position, _, digest = text.replace(" ", "").partition(":")
    if not position.isdecimal() or len(digest) != 64:
        raise ArgumentTypeError("「位置:照合の値」の形で書いてください。例 12345:9f86d0…(64文字)")
    return Held("紙にひかえた値", int(position), digest.lower())


class Command(BaseCommand):
    help = "記録(できごと・通知書・添付ファイル)が書きかえられていないかを確かめ、変わったところを言います。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--paper", type=on_paper, action="append", default=[], help="紙にひかえた「位置:照合の値」とも比べる"
        )
        parser.add_argument("--chain-only", action="store_true", help="通知書と添付ファイルの中身は見ない")

    def handle(self, *, paper: list[Held], chain_only: bool, **options: Any) -> None:
        chain, holdings, found = Chain(held_by_anchors(paper)), Holdings(), 0
        parts = [chain.faults()] if chain_only else [chain.faults(), holdings.faults()]
        for part in parts:
            for fault in part:
                found += 1
                self.stdout.write(str(fault))
        seen = f"できごと{chain.events:,}件、錨{len(chain.held):,}個"
        if not chain_only:
            seen += f"、通知書{holdings.letters:,}通、添付ファイル{holdings.files:,}個"
        self.stdout.write(f"{seen}を確かめました。")
        self.stdout.write(f"鎖の終わり {chain.position}:{chain.head}")
        if found:
            raise CommandError(f"{found:,}か所が、書かれたときのままではありません。")
        self.stdout.write("すべて、書かれたときのままです。")
