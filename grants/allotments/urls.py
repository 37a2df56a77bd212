from django.urls import path

from grants.allotments import views

urlpatterns = [
    path("schemes/<int:pk>/allotments/", views.allotments, name="allotments"),
    path("schemes/<int:pk>/allotments/calculate/", views.calculate, name="calculate_allotments"),
    path("allotments/together/", views.together, name="allotments_together"),
    path("allotments/<int:pk>/", views.allotment, name="allotment"),
    path("allotments/<int:pk>/exclude/", views.exclude, name="exclude_allotment"),
    path("allotments/<int:pk>/include/", views.include, name="include_allotment"),
]
