"""Letters beside WeasyPrint as its documentation shows it, in one run: the ratios count.

``BENCH_LETTERS`` says how many letters are drawn to see whether memory stays flat (200; the target speaks of 1,000).
"""

from __future__ import annotations

import gc
import os
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from statistics import median
from time import perf_counter

from weasyprint import HTML

from records.letters.fonts import faces
from records.letters.pool import PROCESSES, Order, Pool
from records.letters.render import STYLE, Seal, face_rule, page, renderer
from records.letters.seals import as_jpeg, sample
from tests.letters.papers import DAY, directive

ROUNDS = 15
BATCH = 60  # letters, after the processes have begun
MANY = int(os.environ.get("BENCH_LETTERS", "200"))
MIB = 1024 * 1024

Row = tuple[str, float, str]


def rows() -> Iterator[Row]:
    """A recognition letter with its seal and a name in a rare face, embedded from the whole files."""
    paper = directive()
    article = paper.html(number="市協第123号", on=DAY)
    seal = Seal("bench", as_jpeg(sample()))
    ours, documented = alternately(
        lambda: renderer().pdf(article, title=paper.subject, seal=seal).content,
        lambda: as_documented(article, paper.subject, seal),
    )
    yield "letter, warm", ours, "ms"
    yield "letter, WeasyPrint as documented", documented, "ms"
    yield "letter, ratio (target at most 0.70)", ours / documented, ""
    each = in_a_batch(seal)
    yield f"letter in a batch of {BATCH} on {PROCESSES} processes", each, "ms"
    yield "batch, times as fast as documented (target at least 3)", documented / each, ""
    yield from memory(seal)


def orders(count: int, seal: Seal) -> list[Order]:
    """Letters that differ in their number."""
    paper = directive()
    return [Order(paper.html(number=f"市協第{n}号", on=DAY), paper.subject, seal) for n in range(1, count + 1)]


def in_a_batch(seal: Seal) -> float:
    """Milliseconds for each, once the processes have begun and read their faces."""
    with Pool() as pool:
        for _ in pool.drawn(orders(4 * PROCESSES, seal)):
            pass
        batch = orders(BATCH, seal)
        start = perf_counter()
        for _ in pool.drawn(batch):
            pass
        return (perf_counter() - start) * 1000 / BATCH


def memory(seal: Seal) -> Iterator[Row]:
    """What the process holds after a few letters, and after many."""
    early = MANY // 4
    with suppress(FileNotFoundError):  # only Linux tells
        for number, order in enumerate(orders(MANY, seal), start=1):
            renderer().pdf(order.article, title=order.title, seal=order.seal)
            if number == early:
                before = resident()
        yield f"memory after {early} letters", before / MIB, "MiB"
        yield f"memory after {MANY} letters", resident() / MIB, "MiB"


def resident() -> int:
    gc.collect()
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def alternately(*makers: Callable[[], bytes]) -> list[float]:
    """The median time of each in milliseconds; the rounds are interleaved, so that a noisy moment hits all of them."""
    times: list[list[float]] = [[] for _ in makers]
    for turn in range(ROUNDS + 1):
        for maker, taken in zip(makers, times, strict=True):
            gc.collect()
            start = perf_counter()
            maker()
            if turn:  # the first round warms up
                taken.append((perf_counter() - start) * 1000)
    return [median(taken) for taken in times]


def as_documented(article: str, title: str, seal: Seal) -> bytes:
    """``HTML(string=…).write_pdf()``: everything anew for each letter, the style in the page, faces by their files."""
    fonts = " ".join(face_rule(face).replace(f"kyodo:/faces/{face.tag}", face.path.as_uri()) for face in faces()[:2])
    picture = f".seal {{ background-image: url(data:image/jpeg;base64,{b64encode(seal.jpeg).decode()}) }}"
    style = f"{fonts} {STYLE.read_text()} .labels-3 {{ --label: 4em }} {picture}"
    whole = page(article, title=title, draft=False).replace("</head>", f"<style>{style}</style></head>")
    content = HTML(string=whole).write_pdf(pdf_variant="pdf/ua-1")
    assert isinstance(content, bytes)
    return content
