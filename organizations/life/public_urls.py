from django.urls import path

from organizations.life import public

app_name = "notices"
urlpatterns = [
    path("", public.notices, name="list"),
    path("<int:pk>/", public.notice, name="notice"),
    path("<int:pk>.pdf", public.paper, name="paper"),
]
