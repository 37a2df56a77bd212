from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = "記録"

    def ready(self) -> None:
        autodiscover_modules("letters")  # the kinds of letters that the apps write
