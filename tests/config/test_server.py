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
        before: list[object] = [[]]
        gunicorn.pre_fork(None, None)
        after: list[object] = [[]]
        walked_over = {id(each) for each in gc.get_objects()}
        assert id(before) not in walked_over
        assert id(after) in walked_over
