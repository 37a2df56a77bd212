"""make run CITY=…: which demonstration, and in which database."""

import pytest

from config.launch import cities
from config.launch.say import Trouble


class TestWanted:
    def test_is_the_usual_city_where_none_is_named(self):
        assert cities.wanted({}, demo=True) == "niimi"
        assert cities.wanted({"CITY": ""}, demo=False) == "niimi"

    def test_is_the_one_that_is_named(self):
        assert cities.wanted({"CITY": "shinjo"}, demo=True) == "shinjo"

    def test_a_name_that_is_none_is_refused_with_those_that_are(self):
        with pytest.raises(Trouble, match=r"hachioji.*shinjo.*tama"):
            cities.wanted({"CITY": "tokyo"}, demo=True)

    def test_a_database_of_ones_own_gets_no_other_city(self):
        with pytest.raises(Trouble, match="DATABASE_URL"):
            cities.wanted({"CITY": "tama"}, demo=False)


def test_each_city_has_its_own_database():
    found = {cities.address("postgres://kyodo@/here/kyodo", city) for city in cities.CITIES}
    assert len(found) == len(cities.CITIES)
    assert "postgres://kyodo@/here/kyodo" in found
