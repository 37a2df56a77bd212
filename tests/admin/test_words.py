"""Every column that 設定 shows has a Japanese name."""

from typing import Any

import pytest
from django.contrib import admin

SHOWN: set[Any] = {
    model for shown in admin.site._registry.values() for model in (shown.model, *(i.model for i in shown.inlines))
}
AS_PEOPLE_SAY = {"ID", "No", "SHA-256"}


@pytest.mark.parametrize("model", sorted(SHOWN, key=lambda model: model._meta.label), ids=lambda model: model.__name__)
def test_a_column_is_named_in_japanese(model):
    columns = {
        column.name: str(column.verbose_name) for column in (*model._meta.concrete_fields, *model._meta.many_to_many)
    }
    unnamed = {name for name, word in columns.items() if word.isascii() and word not in AS_PEOPLE_SAY}
    assert unnamed == set()
