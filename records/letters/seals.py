"""Images of official seals: made opaque, so that printing is quick, and small enough to be sharp at 21 mm."""

from __future__ import annotations

from io import BytesIO
from typing import IO

from PIL import Image, ImageDraw, ImageFont

from records.letters.fonts import faces

SIDE = 496  # 21 mm at 600 dots per inch
RED = (196, 30, 30)


def as_jpeg(picture: IO[bytes]) -> bytes:
    """A seal's picture, transparent or not, as a square on white."""
    with Image.open(picture, formats=["PNG", "JPEG"]) as opened:
        drawn = opened.convert("RGBA")
    drawn.thumbnail((SIDE, SIDE), Image.Resampling.LANCZOS)
    paper = Image.new("RGB", (SIDE, SIDE), "white")
    paper.paste(drawn, ((SIDE - drawn.width) // 2, (SIDE - drawn.height) // 2), drawn)
    result = BytesIO()
    paper.save(result, "JPEG", quality=90, dpi=(600, 600))
    return result.getvalue()


def sample() -> IO[bytes]:
    """A seal that nobody can take for a real one: 見本之印 in a plain frame, in columns from the right."""
    seal = Image.new("RGB", (SIDE, SIDE), "white")
    pen = ImageDraw.Draw(seal)
    pen.rectangle((8, 8, SIDE - 9, SIDE - 9), outline=RED, width=16)
    face = ImageFont.truetype(faces()[0].path, 200)
    for character, place in zip("見本之印", ((250, 44), (250, 248), (46, 44), (46, 248)), strict=True):
        pen.text(place, character, font=face, fill=RED)
    result = BytesIO()
    seal.save(result, "PNG")
    result.seek(0)
    return result
