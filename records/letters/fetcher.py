"""What a letter may load: the portal's own faces and seals, under fixed addresses, and nothing else.

The addresses do not name a place on the disk, so the same letter gives the same bytes in every directory and process.
"""

from __future__ import annotations

from collections.abc import Callable

from weasyprint.urls import URLFetcher, URLFetcherResponse

from records.letters.fonts import faces

SCHEME = "kyodo:"


def image_address(name: str) -> str:
    """Under which a file is asked for that was offered by its name."""
    return f"{SCHEME}/{name}"


class Refused(ValueError):
    """A letter asked for something that is not the portal's own."""


class OwnFilesOnly(URLFetcher):  # type: ignore[misc]  # the library has no types
    """Knows its files by address; opens no file and no connection for any other, and follows no redirect."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.files: dict[str, Callable[[], bytes]] = {
            f"{SCHEME}/faces/{face.tag}": face.path.read_bytes for face in faces()
        }
        self.refused: list[str] = []

    def forget(self, name: str) -> None:
        del self.files[image_address(name)]

    def add(self, name: str, content: bytes) -> str:
        """Offers one more file; returns its address."""
        address = image_address(name)
        self.files[address] = lambda: content
        return address

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        if url not in self.files:
            self.refused.append(url)
            raise Refused(url)
        return URLFetcherResponse(url, self.files[url]())
