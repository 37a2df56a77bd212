from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class RecordsConfig(AppConfig):
    name = "records"
    verbose_name = "記録"

    def ready(self) -> None:
        from records.entrance import heard, strangers, tidying  # noqa: F401  # what listens from now on, and jobs
        from records.letters.posting.layouts import write_usual_layouts
        from records.letters.usual import write_usual_wording
        from records.retention.rule import write_usual_periods
        from records.workdays import write_usual_closed_days

        autodiscover_modules("letters")  # the kinds of letters that the apps write
        autodiscover_modules("printed")  # the papers that organizations send, as the city's forms
        autodiscover_modules("retention")  # the kinds of documents that the apps hold
        post_migrate.connect(write_usual_wording, sender=self)
        post_migrate.connect(write_usual_layouts, sender=self)
        post_migrate.connect(write_usual_periods, sender=self)
        post_migrate.connect(write_usual_closed_days, sender=self)
