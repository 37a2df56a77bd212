from django.apps import AppConfig
from django.db.models.signals import post_migrate


class StaffConfig(AppConfig):
    name = "staff"
    verbose_name = "市の組織"

    def ready(self) -> None:
        from records.era import city_asks
        from staff.models import City
        from staff.words.words import write_usual_words

        city_asks[:] = [lambda: City.current().years == City.Years.WESTERN]
        post_migrate.connect(write_usual_words, sender=self)
