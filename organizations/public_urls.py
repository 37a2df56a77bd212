from django.urls import path

from organizations.kinds import public

app_name = "register"
urlpatterns = [
    path("", public.register, name="list"),
    path("<int:pk>/", public.body, name="body"),
]
