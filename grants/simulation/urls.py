from django.urls import path

from grants.simulation import views

urlpatterns = [
    path("", views.simulation, name="simulation"),
    path("sheet/", views.sheet, name="simulation_sheet"),
]
