from django.urls import path

from organizations import area_views

app_name = "areas"
urlpatterns = [
    path("", area_views.areas, name="list"),
    path("<int:pk>/", area_views.area, name="detail"),
]
