from django.apps import AppConfig


class StaffConfig(AppConfig):
    name = "staff"
    verbose_name = "市の組織"

    def ready(self) -> None:
        from records.era import city_asks
        from staff.models import City

        city_asks[:] = [lambda: City.current().years == City.Years.WESTERN]
