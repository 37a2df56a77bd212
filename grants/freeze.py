"""A scheme and its rows stand still once an application refers to them; the database itself refuses any change."""

from __future__ import annotations

from collections.abc import Collection

import pgtrigger

FROZEN = """
    IF EXISTS (SELECT 1 FROM grants_grant WHERE scheme_id IN ({schemes})) THEN
        RAISE EXCEPTION 'この制度には、もう申請があります。決めたことは変えられません。'
            USING ERRCODE = '23514', CONSTRAINT = 'a_scheme_is_frozen_once_an_application_refers_to_it';
    END IF;
    RETURN {row};
"""


def frozen_once_used(scheme: str, *, but: Collection[str] = ()) -> list[pgtrigger.Trigger]:
    """For a model's Meta.triggers. ``scheme`` is the column that names the scheme; ``but`` may change."""
    change, old, new = pgtrigger.AnyChange(exclude=list(but)), f"OLD.{scheme}", f"NEW.{scheme}"
    return [
        pgtrigger.Trigger(
            name="frozen_once_used_update",
            when=pgtrigger.Before,
            operation=pgtrigger.Update,
            condition=change,
            func=FROZEN.format(schemes=f"{old}, {new}", row="NEW"),
        ),
        pgtrigger.Trigger(
            name="frozen_once_used_insert",
            when=pgtrigger.Before,
            operation=pgtrigger.Insert,
            func=FROZEN.format(schemes=new, row="NEW"),
        ),
        pgtrigger.Trigger(
            name="frozen_once_used_delete",
            when=pgtrigger.Before,
            operation=pgtrigger.Delete,
            func=FROZEN.format(schemes=old, row="OLD"),
        ),
    ]
