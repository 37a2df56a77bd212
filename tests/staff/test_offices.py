"""In whose name a letter goes out, and whom it tells to ask: as the register was on the letter's day."""

from datetime import date, timedelta

import pytest

from records.cases import NotNow
from records.letters.kinds import Letterhead
from staff.models import City, Department, Duty
from staff.offices import letterhead, whom_to_ask
from tests.cast import MONDAY, Hall, person


class TestLetterhead:
    def test_names_the_mayor_and_the_section_of_the_day(self, hall: Hall) -> None:
        assert letterhead(on=MONDAY) == Letterhead(
            city="見本市",
            title="見本市長",
            name="見本 一郎",
            section="総務部 総合政策課 協働推進係",
            phone="0867-00-1234",
        )

    def test_a_new_mayor_signs_from_the_first_day(self, hall: Hall) -> None:
        Duty.objects.filter(user=hall.mayor).update(ends_on=MONDAY)
        Duty.objects.create(
            user=person("新任 一子", "newmayor"), post=hall.posts["mayor"], starts_on=MONDAY + timedelta(days=1)
        )
        names = [letterhead(on=day).name for day in (MONDAY, MONDAY + timedelta(days=1))]
        assert names == ["見本 一郎", "新任 一子"]

    def test_the_section_moves_on_its_day(self, hall: Hall) -> None:
        Department.objects.filter(pk=hall.section.pk).update(ends_on=date(2025, 3, 31))
        division = Department.objects.create(name="市民課", starts_on=date(2025, 4, 1))
        Department.objects.create(name="協働推進係", parent=division, starts_on=date(2025, 4, 1), is_section=True)
        before, after = letterhead(on=date(2025, 3, 31)), letterhead(on=date(2025, 4, 1))
        assert (before.section, before.phone) == ("総務部 総合政策課 協働推進係", "0867-00-1234")
        assert (after.section, after.phone) == ("市民課 協働推進係", "0867-00-0000")

    def test_is_refused_while_nobody_is_mayor(self, hall: Hall) -> None:
        Duty.objects.filter(user=hall.mayor).update(ends_on=MONDAY - timedelta(days=1))
        with pytest.raises(NotNow, match="職への配置"):
            letterhead(on=MONDAY)

    def test_is_refused_before_the_city_was_set_up(self, db: None) -> None:
        assert not City.objects.exists()
        with pytest.raises(NotNow, match="市長"):
            letterhead(on=MONDAY)

    def test_is_refused_without_a_section(self, hall: Hall) -> None:
        Department.objects.update(is_section=False)
        with pytest.raises(NotNow, match="部署"):
            letterhead(on=MONDAY)


class TestWhomToAsk:
    def test_is_the_section_with_its_telephone(self, hall: Hall) -> None:
        assert whom_to_ask(MONDAY) == "協働推進係(電話 0867-00-1234)"

    def test_is_the_city_s_number_where_the_section_has_none(self, hall: Hall) -> None:
        Department.objects.filter(pk=hall.section.pk).update(phone="")
        assert whom_to_ask(MONDAY) == "協働推進係(電話 0867-00-0000)"

    def test_stops_no_mail_where_no_section_is_marked(self, hall: Hall) -> None:
        Department.objects.update(is_section=False)
        assert whom_to_ask(MONDAY) == "市の担当"


def test_a_letterhead_costs_three_queries(hall: Hall, django_assert_num_queries) -> None:
    with django_assert_num_queries(3):
        letterhead(on=MONDAY)
