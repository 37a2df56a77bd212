"""What is written down agrees with what is: variables, lock files, imports, links."""

import re
import tomllib

import pytest
from importlinter.cli import lint_imports

from tests.house.walk import ROOT, name_of

DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def locked(text: str) -> set[tuple[str, str]]:
    return set(re.findall(r"^([\w.-]+)==([\w.!+-]+)", text, re.MULTILINE))


def test_imports_point_downwards():
    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_every_variable_that_the_settings_read_is_explained_once():
    read = re.findall(r"""env(?:\.\w+)?\(\s*"([A-Z_]+)\"""", (ROOT / "config/settings.py").read_text())
    explained = re.findall(r"^#?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    assert set(explained) == set(read)
    assert [name for name in explained if explained.count(name) > 1 and name != "DATABASE_URL"] == []


def test_a_copy_of_the_example_only_lacks_what_is_required():
    """No comment behind a value: the settings would read it as part of the value."""
    lines = [line for line in (ROOT / ".env.example").read_text().splitlines() if re.match(r"[A-Z_]+=", line)]
    assert lines == ["SECRET_KEY=", "DATABASE_URL="]


def test_both_lock_files_name_the_same_packages():
    packages = tomllib.loads((ROOT / "uv.lock").read_text())["package"]
    by_uv = {(each["name"], each["version"]) for each in packages if each["name"] != "kyodo"}
    assert locked((ROOT / "requirements.lock").read_text()) == by_uv


def test_every_locked_package_has_its_hash():
    blocks = re.split(r"\n(?=\w)", (ROOT / "requirements.lock").read_text())
    assert [block.split()[0] for block in blocks if "==" in block and "--hash=sha256:" not in block] == []


def test_every_dependency_has_its_reason():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = [*project["project"]["dependencies"], *project["project"]["optional-dependencies"]["embedded"]]
    wanted += project["dependency-groups"]["dev"]
    reasons = (ROOT / "docs/decisions/dependencies.md").read_text()
    names = [re.split(r"[\[<>=]", each)[0] for each in wanted]
    assert [name for name in names if f"`{name}" not in reasons] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_lead_somewhere(document):
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", document.read_text())
    assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_duty_of_the_seeds_is_played_in_a_browser():
    """The last column of docs/seeds.md: a file of tests/journeys first, and every file that it names is there."""
    rows = re.findall(r"^\| (?!System|---)(.+?) \|.*\| (.+?) \|$", (ROOT / "docs/seeds.md").read_text(), re.MULTILINE)
    served = [(duty, proof) for duty, proof in rows if proof != "not a duty of the portal"]
    journeys = {path.name for path in (ROOT / "tests/journeys").glob("test_*.py")}
    assert len(served) > 40
    first = [(duty, re.findall(r"`(test_\w+\.py)`", proof.partition(";")[0])) for duty, proof in served]
    assert [duty for duty, names in first if not journeys & {*names}] == []
    named = re.findall(r"`((?:test_|tests/)[\w/]+(?:\.py)?)`", "".join(proof for _duty, proof in served))
    paths = [ROOT / (name if "/" in name else f"tests/journeys/{name}") for name in named]
    assert [name_of(path) for path in paths if not path.exists()] == []
