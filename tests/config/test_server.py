"""How the portal is served: what gunicorn does before its workers begin."""

import gc
from collections.abc import Iterator

import pytest

from config import gunicorn


@pytest.fixture
def thawed() -> Iterator[None]:
    yield
    gc.unfreeze()


@pytest.mark.usefixtures("thawed")
class TestPreFork:
    def test_leaves_what_is_loaded_to_itself(self) -> None:
        gunicorn.pre_fork(None, None)
        loaded = gc.get_freeze_count()
        made = [[number] for number in range(100)]
        assert loaded > 100_000
        assert gc.get_freeze_count() == loaded
        assert any(each is made for each in gc.get_objects())
