"""docs/access.md says what the rules say, about every verb of every case."""

import os

from tests.access import acts, paper
from tests.access.known import World


def test_every_verb_of_every_case_says_who_may():
    told = {(each.model, verb) for each in acts.ALL for verb in each.who}
    known = {(model, verb) for model in acts.cases() for verb in model.MOVES}
    silent = sorted(f"{model.__name__}.{verb}" for model, verb in known - told)
    assert not silent, f"tests/access/acts.py に、だれができるかを足してください: {silent}"
    assert sorted(f"{model.__name__}.{verb}" for model, verb in told - known) == []


def test_the_paper_is_as_new_as_the_rules(world: World):
    text = paper.written(world)
    if os.environ.get("ACCESS_RENEWED"):
        paper.PAPER.write_text(text)
    assert paper.PAPER.read_text() == text, f"docs/access.md が古くなりました。作り直してください: {paper.RENEW}"
