from django.urls import path

from organizations import area_views
from organizations.figures import views as figures

app_name = "areas"
urlpatterns = [
    path("", area_views.areas, name="list"),
    path("figures/", figures.take_in, name="figures"),
    path("<int:pk>/", area_views.area, name="detail"),
]
