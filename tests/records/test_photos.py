"""What is kept of a photo: what it shows, and nothing that the camera wrote into it."""

import io

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from records.photos import LONG_SIDE, cleaned


def photo(size: tuple[int, int], *, kind: str = "JPEG", name: str = "写真.jpg", **kwargs: object) -> SimpleUploadedFile:
    drawn = io.BytesIO()
    Image.new("L" if size[0] > 5000 else "RGB", size, 200).save(drawn, kind, **kwargs)
    return SimpleUploadedFile(name, drawn.getvalue())


def opened(file: SimpleUploadedFile) -> Image.Image:
    return Image.open(io.BytesIO(file.read()))


def test_place_time_and_comment_are_gone():
    exif = Image.Exif()
    exif[0x0110], exif.get_ifd(0x8825)[2] = "電話", (34.0, 58.0, 0.0)
    exif[0x0112] = 6  # held upright
    kept = opened(cleaned(photo((60, 40), exif=exif, comment=b"Kumano")))
    assert (dict(kept.getexif()), "comment" in kept.info, kept.size) == ({}, False, (40, 60))


def test_sixty_megapixels_become_a_page(settings):
    settings.UPLOAD_LIMIT = 50 * 1024 * 1024
    assert max(opened(cleaned(photo((9000, 6700)))).size) == LONG_SIDE


def test_what_is_too_large_to_be_opened_is_told():
    with pytest.raises(ValidationError, match="万画素まで受け取れます"):
        cleaned(photo((6000, 5100), kind="PNG", name="地図.png"))


@pytest.mark.parametrize("name", ["手紙.pdf", "写真.jpg"])
def test_what_is_no_photo_is_told_by_its_name(name: str):
    with pytest.raises(ValidationError, match=name):
        cleaned(SimpleUploadedFile(name, b"%PDF-1.7"))


def test_what_shines_through_becomes_white():
    drawn = io.BytesIO()
    Image.new("RGBA", (4, 4), (0, 0, 0, 0)).save(drawn, "PNG")
    kept = opened(cleaned(SimpleUploadedFile("印.png", drawn.getvalue())))
    assert kept.getpixel((1, 1)) == (255, 255, 255)
