"""The database: no migration forgotten, constraints that read as sentences, one way to change a status."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import connection, models

from tests.house.walk import ROOMS, functions, modules, name_of, tree

OURS = [model for room in ROOMS[:-1] for model in apps.get_app_config(room).get_models()]
CONSTRAINTS = [
    pytest.param(constraint, id=f"{model.__name__}.{constraint.name}")
    for model in OURS
    for constraint in model._meta.constraints
]


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_the_only_database_is_postgresql():
    assert connection.vendor == "postgresql"
    assert connection.settings_dict["ENGINE"] == "django.db.backends.postgresql"


@pytest.mark.parametrize("constraint", CONSTRAINTS)
class TestConstraint:
    def test_is_named_by_a_sentence(self, constraint):
        words = constraint.name.split("_")
        assert len(words) >= 4, constraint.name
        assert words[-1] not in {"uniq", "unique", "check", "idx", "constraint"}
        assert constraint.name == constraint.name.lower()

    def test_is_short_enough_for_postgresql(self, constraint):
        """A longer name is cut off silently, and then nobody finds its sentence."""
        assert len(constraint.name) <= 63

    def test_says_what_is_wrong_in_japanese(self, constraint):
        said = constraint.violation_error_message
        assert said == constraint.default_violation_error_message or re.search(r"[ぁ-ん].*。$", said), said


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
class TestModel:
    def test_has_a_name_in_japanese(self, model):
        assert re.search(r"[ぁ-んァ-ン一-龯]", str(model._meta.verbose_name)), model._meta.verbose_name

    def test_has_an_order(self, model):
        """A list without one shows its rows differently from day to day; of the city there is one row."""
        assert model._meta.ordering or hasattr(model, "current")

    def test_keeps_no_text_twice_empty(self, model):
        both = [
            field.name
            for field in model._meta.get_fields()
            if isinstance(field, models.CharField | models.TextField) and field.null and not field.unique
        ]
        assert both == []


def test_a_status_is_set_by_its_verb_alone():
    """``take`` of records.cases is the one place that writes it; what is no row may have a status of its own."""
    rows = {model.__name__ for model in OURS}
    elsewhere = [
        f"{name_of(file)}:{node.lineno}"
        for file in modules()
        if name_of(file) != "records/cases.py"
        for owner, node in assignments(file)
        for target in node.targets
        if isinstance(target, ast.Attribute) and target.attr == "status"
        if owner in rows or ast.unparse(target.value) != "self"
    ]
    assert elsewhere == []


def assignments(file: Path) -> Iterator[tuple[str, ast.Assign]]:
    """Each assignment with the class in which it stands, if any."""
    classes = [node for node in ast.walk(tree(file)) if isinstance(node, ast.ClassDef)]
    inside = {node: owner.name for owner in classes for node in ast.walk(owner)}
    yield from ((inside.get(node, ""), node) for node in ast.walk(tree(file)) if isinstance(node, ast.Assign))


def test_no_view_begins_with_all_rows():
    views = [file for file in modules() if "views" in name_of(file)]
    doors = [
        f"{name_of(file)}:{node.lineno}"
        for file in views
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".objects.all")
    ]
    assert doors == []


def test_every_view_says_whether_it_reads_or_writes():
    silent = [
        f"{name_of(file)} {view.name}"
        for file in modules()
        if "views" in name_of(file) and "config" not in name_of(file)
        for view in functions(file)
        if view.args.args and view.args.args[0].arg == "request" and not view.name.startswith("_")
        if not decorators(view) & {"reads", "writes", "recorded"} and view in tree(file).body and answers(view)
    ]
    assert silent == []


def decorators(view: ast.FunctionDef | ast.AsyncFunctionDef) -> set[str]:
    return {ast.unparse(each).split("(")[0] for each in view.decorator_list}


def answers(view: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    """Whether it returns a response by itself, i.e. is a page and not a part of one."""
    return view.returns is not None and ast.unparse(view.returns).endswith("Response") and not called_here(view)


def called_here(view: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(
        isinstance(node, ast.Call) and ast.unparse(node.func) == view.name
        for file in modules()
        for node in ast.walk(tree(file))
    )
