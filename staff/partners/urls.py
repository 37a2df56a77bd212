from django.urls import path

from staff.partners import views

app_name = "partners"
urlpatterns = [
    path("", views.partners, name="list"),
    path("new/", views.new, name="new"),
    path("<int:pk>/end/", views.end, name="end"),
]
