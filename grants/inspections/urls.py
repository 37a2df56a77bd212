from django.urls import path

from grants.inspections import views

urlpatterns = [
    path("schemes/<int:pk>/inspections/", views.inspections, name="inspections"),
    path("schemes/<int:pk>/inspections/draw/", views.draw, name="inspection_draw"),
    path("schemes/<int:pk>/inspections/add/", views.add, name="inspection_add"),
    path("inspections/<int:pk>/", views.inspection, name="inspection"),
    path("inspections/<int:pk>/plan/", views.plan, name="inspection_plan"),
    path("inspections/<int:pk>/conclude/", views.conclude, name="inspection_conclude"),
    path("inspections/<int:pk>/mend/", views.mend, name="inspection_mend"),
    path("inspections/<int:pk>/release/", views.release, name="inspection_release"),
    path("inspections/<int:pk>/paper/", views.paper, name="inspection_paper"),
]
