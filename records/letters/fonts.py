"""Which typeface sets which text: a name is printed with the very characters that its bearer writes, or not at all.

Every face is asked for its own coverage, character by character and variant by variant (cmap format 14): the layout
engine would take the first face that has the base character and drop a variation selector without a word.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

import pylopdf_fonts_jp
from django.core.exceptions import ImproperlyConfigured

DEBIAN = Path("/usr/share/fonts/truetype")
SELECTORS = ("\ufe00", "\ufe0f"), ("\U000e0100", "\U000e01ef")
CLUSTER = re.compile(f".[{'-'.join(SELECTORS[0])}{'-'.join(SELECTORS[1])}]?", re.DOTALL)
PHRASE = re.compile(r"[^。、，,（）()「」\n]+|.", re.DOTALL)  # what stands between punctuation marks is set in one face
TEXT_NODE = re.compile(r"(?<=>)[^<]+")


@dataclass(frozen=True)
class Face:
    """A typeface in the order of the stack; ``tag`` names it in the letter's classes and addresses."""

    tag: str
    path: Path
    package: str
    needed: bool = True

    @property
    def family(self) -> str:
        return f"kyodo-{self.tag}"

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.path.read_bytes()).hexdigest()

    @cached_property
    def coverage(self) -> tuple[frozenset[str], frozenset[str]]:
        """The single characters and the variants (base and selector) that the face really has."""
        from fontTools.ttLib import TTFont

        with TTFont(self.path, lazy=True) as font:
            characters = frozenset(chr(code) for code in font.getBestCmap())
            variants = frozenset(
                chr(base) + chr(selector)
                for table in font["cmap"].tables
                if table.format == 14
                for selector, pairs in table.uvsDict.items()
                for base, _glyph in pairs
            )
        return characters, variants

    def has(self, cluster: str) -> bool:
        return cluster.isspace() or cluster in self.coverage[len(cluster) - 1]


STACK = (
    Face("ud", DEBIAN / "bizud-mincho/BIZUDMincho-Regular.ttf", "fonts-morisawa-bizud-mincho"),
    Face("noto", pylopdf_fonts_jp.serif_path(), "pylopdf-fonts-jp"),
    Face("mj", DEBIAN / "ipamj/ipamjm.ttf", "fonts-ipamj-mincho", needed=False),
)


@cache
def faces() -> tuple[Face, ...]:
    """The faces of this machine, the letter's own first; the last one (family-register variants) may be absent."""
    for face in STACK:
        if face.needed and not face.path.exists():
            raise ImproperlyConfigured(f"通知書の書体がありません。{face.package} を入れてください({face.path})。")
    return tuple(face for face in STACK if face.path.exists())


def clusters(text: str) -> list[str]:
    """Characters, each with its variation selector."""
    return CLUSTER.findall(text)


def face_of(phrase: str) -> Face | None:
    """The first face that has all of the phrase."""
    parts = set(clusters(phrase))
    return next((face for face in faces() if all(face.has(part) for part in parts)), None)


def missing(text: str) -> list[str]:
    """The characters that no face can print, each once, in the order of the text."""
    return [part for part in dict.fromkeys(clusters(text)) if not any(face.has(part) for face in faces())]


def runs(text: str) -> Iterator[tuple[Face, str]]:
    """The text in pieces with their faces. A phrase that needs another face is set in it as a whole: weights differ."""
    for phrase in PHRASE.findall(text):
        if face := face_of(phrase):
            yield face, phrase
        else:
            for part in clusters(phrase):
                yield face_of(part) or faces()[0], part


def mark(html: str) -> str:
    """The letter's HTML with a class around every phrase that the letter's own face cannot set."""
    own = faces()[0]
    return TEXT_NODE.sub(lambda node: node[0] if face_of(node[0]) == own else _marked(node[0], own), html)


def _marked(text: str, own: Face) -> str:
    return "".join(
        piece if face == own else f'<span class="face-{face.tag}">{piece}</span>' for face, piece in runs(text)
    )


def used(html: str) -> list[Face]:
    """The faces that a marked letter needs, the letter's own first."""
    return [face for face in faces() if face == faces()[0] or f'class="face-{face.tag}"' in html]


def code_points(cluster: str) -> str:
    """U+845B U+E0102: how an officer tells the character to others."""
    return " ".join(f"U+{ord(character):04X}" for character in cluster)
