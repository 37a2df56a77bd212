from django.urls import path

from records import parting_views

app_name = "people"
urlpatterns = [
    path("left/", parting_views.people, name="left"),
    path("<int:pk>/part/", parting_views.close, name="part"),
]
