from django.urls import path

from grants.results import views

app_name = "results"
urlpatterns = [
    path("", views.public_list, name="list"),
    path("<int:pk>/", views.public, name="detail"),
    path("<int:pk>/photos/<int:key>/", views.public_photo, name="photo"),
]
