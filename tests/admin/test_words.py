"""Every column that 設定 shows has a Japanese name."""

from typing import Any

import pytest
from django.contrib import admin

WINDOWS: list[Any] = [*admin.site._registry.values()]
SHOWN: set[Any] = {part.model for shown in WINDOWS for part in (shown, *shown.inlines)}
AS_PEOPLE_SAY = {"ID", "No", "SHA-256"}


@pytest.mark.parametrize("model", sorted(SHOWN, key=str), ids=lambda model: model.__name__)
def test_a_column_is_named_in_japanese(model: Any):
    columns = {
        column.name: str(column.verbose_name) for column in (*model._meta.concrete_fields, *model._meta.many_to_many)
    }
    unnamed = {name for name, word in columns.items() if word.isascii() and word not in AS_PEOPLE_SAY}
    assert unnamed == set()
