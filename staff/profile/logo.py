"""市章: the picture before the portal's name on every page."""

from __future__ import annotations

import hashlib
from io import BytesIO
from typing import IO, ClassVar

from django.db import models, transaction
from django.urls import reverse

from accounts.models import User
from records.cases import NotNow
from records.events import record
from staff.city import City

HIGHEST = 160  # pixels that are kept; the head of the page shows 40
MOST_PIXELS = 40_000_000


class Logo(models.Model):
    """One row while there is one: the picture that somebody brought, drawn anew without what else was in the file."""

    SAID: ClassVar = {"put": "市章を入れた", "take_down": "市章をはずした"}

    png = models.BinaryField("画像")
    sha256 = models.CharField("SHA-256", max_length=64, editable=False)

    class Meta:
        verbose_name = verbose_name_plural = "市章"
        constraints = [models.CheckConstraint(name="a_city_has_one_mark", condition=models.Q(pk=1))]

    def __str__(self) -> str:
        return "市章"

    def get_absolute_url(self) -> str:
        """Another picture has another address, so browsers may keep this one for ever."""
        return reverse("staff:logo", args=[self.mark])

    @property
    def mark(self) -> str:
        return self.sha256[:16]

    @classmethod
    def current(cls) -> Logo | None:
        return cls.objects.defer("png").first()

    @classmethod
    @transaction.atomic
    def put(cls, picture: IO[bytes], *, by: User) -> Logo:
        png = as_png(picture)
        logo = cls(pk=1, png=png, sha256=hashlib.sha256(png).hexdigest())
        logo.save()
        show(logo.mark)
        record(logo, "logo.put", by=by)
        return logo

    @transaction.atomic
    def take_down(self, *, by: User) -> None:
        record(self, "logo.take_down", by=by)
        show("")
        self.delete()


def show(mark: str) -> None:
    """The head of every page reads the city's row anyway."""
    city = City.objects.get()
    city.mark = mark
    city.save()


def as_png(picture: IO[bytes]) -> bytes:
    """The picture with its transparency, as high as it is shown on sharp screens. NotNow for what is no picture."""
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(picture, formats=("PNG", "JPEG", "WEBP", "GIF")) as found:
            if found.width * found.height > MOST_PIXELS:
                raise NotNow({"logo": "画像が大きすぎます。たて・よこ4,000ピクセルまでの画像にしてください。"})
            drawn = found.convert("RGBA")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as problem:
        raise NotNow({"logo": "画像として読めません。PNG か JPEG の画像を選んでください。"}) from problem
    drawn.thumbnail((HIGHEST * 4, HIGHEST))
    content = BytesIO()
    drawn.save(content, "PNG", optimize=True)
    return content.getvalue()
