from django.apps import AppConfig
from django.db.models.signals import post_migrate


class PlansConfig(AppConfig):
    name = "plans"
    verbose_name = "計画"

    def ready(self) -> None:
        from plans.articles.article import write_usual_themes
        from plans.budget import write_usual_categories
        from plans.evaluations.rows import write_usual_viewpoints

        post_migrate.connect(write_usual_themes, sender=self)
        post_migrate.connect(write_usual_categories, sender=self)
        post_migrate.connect(write_usual_viewpoints, sender=self)
