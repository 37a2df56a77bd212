from django.urls import path

from staff import views

app_name = "staff"
urlpatterns = [
    path("liaisons/", views.liaisons, name="liaisons"),
    path("liaisons/new/", views.assign, name="assign"),
    path("liaisons/<int:pk>/end/", views.end, name="end"),
]
