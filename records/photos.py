"""Photos that people took: without what the camera wrote into them (place, time, device), turned upright, and small.

A photo is drawn anew; nothing of the file that came is kept. A huge JPEG is read at a fraction of its size, so that
sixty megapixels never lie in memory; what cannot be read so is refused with a sentence.
"""

from __future__ import annotations

import io
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from PIL import Image, ImageOps, UnidentifiedImageError

LONG_SIDE = 2000  # pixels of what is kept: enough for a page of paper
MOST = {"JPEG": 80_000_000, "PNG": 30_000_000}  # pixels of what is opened at all
QUALITY = 85
TYPES = (".jpg", ".jpeg", ".png")


def cleaned(file: UploadedFile[Any]) -> SimpleUploadedFile:
    """The photo as it is kept, a JPEG; ValidationError with a sentence that names the file."""
    name = PurePosixPath((file.name or "").replace("\\", "/")).name
    if not name.lower().endswith(TYPES):
        raise ValidationError(f"「{name}」は写真ではありません。JPEGかPNGの写真にしてください。")
    if (file.size or 0) > settings.UPLOAD_LIMIT:
        limit = settings.UPLOAD_LIMIT // (1024 * 1024)
        raise ValidationError(f"「{name}」は大きすぎます。{limit}MBより小さい写真にしてください。")
    try:
        file.seek(0)
        content = drawn_anew(file, name)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as problem:
        sentence = f"「{name}」は開けませんでした。こわれていないか確かめ、ほかの写真を選んでください。"
        raise ValidationError(sentence) from problem
    stem = PurePosixPath(name).stem
    return SimpleUploadedFile(f"{stem}.jpg", content, content_type="image/jpeg")


def drawn_anew(file: Any, name: str) -> bytes:
    with Image.open(file, formats=["JPEG", "PNG"]) as image:
        pixels, most = image.width * image.height, MOST[image.format or "PNG"]
        if pixels > most:
            sizes = f"{pixels // 10_000:,}万画素あります。{most // 10_000:,}万画素まで受け取れます"
            raise ValidationError(f"「{name}」は{sizes}。電話やカメラの設定で小さくして、もう一度選んでください。")
        image.draft("RGB", (LONG_SIDE, LONG_SIDE))
        upright = ImageOps.exif_transpose(image).convert("RGBA")
    upright.thumbnail((LONG_SIDE, LONG_SIDE))
    bare = Image.new("RGB", upright.size, "white")
    bare.paste(upright, mask=upright.getchannel("A"))
    kept = io.BytesIO()
    bare.save(kept, "JPEG", quality=QUALITY, optimize=True)
    return kept.getvalue()
