from django.urls import path

from organizations import area_views
from organizations.figures import views as figures
from organizations.places.views import boundaries, keeping, maps, relating

app_name = "areas"
urlpatterns = [
    path("", area_views.areas, name="list"),
    path("figures/", figures.take_in, name="figures"),
    path("<int:pk>/", area_views.area, name="detail"),
    path("<int:pk>/split/", keeping.split, name="split"),
    path("<int:pk>/rename/", keeping.rename, name="rename"),
    path("<int:pk>/end/", keeping.end, name="end"),
    path("<int:pk>/relate/", relating.relate, name="relate"),
    path("<int:pk>/neighbours/", relating.neighbour, name="neighbour"),
    path("relations/<int:pk>/remove/", relating.unrelate, name="unrelate"),
    path("systems/new/", keeping.system_new, name="system_new"),
    path("systems/<int:pk>/", keeping.system_edit, name="system_edit"),
    path("maps/<slug:code>/", maps.system_page, name="map"),
    path("maps/<slug:code>/boundaries.geojson", maps.geojson, name="geojson"),
    path("maps/<slug:code>/new/", keeping.area_new, name="new"),
    path("maps/<slug:code>/merge/", keeping.merge, name="merge"),
    path("maps/<slug:code>/boundaries/", boundaries.upload, name="upload"),
    path("boundaries/<int:pk>/", boundaries.boundary_file, name="boundary_file"),
    path("boundaries/<int:pk>/drop/", boundaries.drop, name="boundary_drop"),
]
