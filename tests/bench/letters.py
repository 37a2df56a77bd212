"""One warm letter beside WeasyPrint as its documentation shows it, in one run: the ratio counts."""

from __future__ import annotations

import gc
from base64 import b64encode
from collections.abc import Callable
from statistics import median
from time import perf_counter

from weasyprint import HTML

from records.letters.fonts import faces
from records.letters.render import STYLE, Seal, face_rule, page, renderer
from records.letters.seals import as_jpeg, sample
from tests.letters.papers import DAY, directive

ROUNDS = 15

Row = tuple[str, float, str]


def rows() -> list[Row]:
    """A recognition letter with its seal and a name in a rare face, embedded from the whole files."""
    paper = directive()
    article = paper.html(number="市協第123号", on=DAY)
    seal = Seal("bench", as_jpeg(sample()))
    ours, documented = alternately(
        lambda: renderer().pdf(article, title=paper.subject, seal=seal).content,
        lambda: as_documented(article, paper.subject, seal),
    )
    return [
        ("letter, warm", ours, "ms"),
        ("letter, WeasyPrint as documented", documented, "ms"),
        ("letter, ratio (target 0.70)", ours / documented, ""),
    ]


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
