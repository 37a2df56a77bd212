"""定足数: how many must be there, of whom; who is counted. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Share:
    """過半数 is more than 1/2; 3分の2以上 is at least 2/3."""

    over: int
    under: int
    is_more: bool

    def needed(self, eligible: int) -> int:
        """The smallest number of people that is enough."""
        if self.is_more:
            return eligible * self.over // self.under + 1
        return -(-eligible * self.over // self.under)

    def __str__(self) -> str:
        if (self.over, self.under, self.is_more) == (1, 2, True):
            return "過半数"
        return f"{self.under}分の{self.over}{'を超える数' if self.is_more else '以上'}"


HALF, TWO_THIRDS, THREE_QUARTERS = Share(1, 2, True), Share(2, 3, False), Share(3, 4, False)


@dataclass(frozen=True)
class Turnout:
    """Who may vote, who came, who voted in writing (書面表決), who is stood for (委任状)."""

    eligible: int
    present: int
    written: int = 0
    proxies: int = 0

    @property
    def counted(self) -> int:
        """Written votes and proxies count as being there."""
        return self.present + self.written + self.proxies

    def is_quorate(self, share: Share) -> bool:
        return self.counted >= share.needed(self.eligible)

    def said(self) -> str:
        """「出席20人、書面表決5人、委任状3人、合わせて28人」."""
        parts = [f"出席{self.present}人"]
        parts += [f"書面表決{self.written}人"] if self.written else []
        parts += [f"委任状{self.proxies}人"] if self.proxies else []
        return "、".join([*parts, *([f"合わせて{self.counted}人"] if len(parts) > 1 else [])])


def carried(share: Share, *, in_favour: int, counted: int, eligible: int, of_all: bool) -> bool:
    """Whether a proposal is carried: of those who are counted, or of all members where the rule says so."""
    return in_favour >= share.needed(eligible if of_all else counted)
