"""Many letters at once: drawn by several processes, each with a renderer of its own.

The layout engine holds one processor and is not made for threads. A process begins in about two seconds, so this is for
dozens of letters, not for one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from types import TracebackType
from typing import Self

import django

from records.letters.issuing import printed
from records.letters.letter import Letter
from records.letters.render import Pdf, Seal, renderer

PROCESSES = 2
AHEAD = 64  # letters that are handed out at a time, so that a year's letters need not all be in memory


@dataclass(frozen=True)
class Order:
    """What a process must know of a letter; it asks the database nothing."""

    article: str
    title: str
    seal: Seal | None = None


def order_of(letter: Letter) -> Order:
    return Order(letter.html, f"{letter.document_number} {letter.subject}", printed(letter.seal))


def draw_order(order: Order) -> Pdf:
    return renderer().pdf(order.article, title=order.title, seal=order.seal)


class Pool:
    """``with Pool() as pool: for pdf in pool.drawn(orders): …``, in the order of the orders."""

    def __init__(self, processes: int = PROCESSES) -> None:
        self._processes = ProcessPoolExecutor(processes, mp_context=get_context("spawn"), initializer=django.setup)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, raised: BaseException | None, at: TracebackType | None
    ) -> None:
        self._processes.shutdown(cancel_futures=True)

    def drawn(self, orders: Iterable[Order]) -> Iterator[Pdf]:
        left = iter(orders)
        while some := list(islice(left, AHEAD)):
            yield from self._processes.map(draw_order, some)
