from django.urls import path

from grants.dues import late_views, views

urlpatterns = [
    path("dues/", views.own, name="dues"),
    path("late/", late_views.late, name="late"),
    path("schemes/<int:pk>/dues/", views.of_scheme, name="scheme_dues"),
    path("schemes/<int:pk>/dues/edit/", views.edit, name="arrange_dues"),
    path("refunds/<int:pk>/waive/", views.waive_surcharge, name="waive_surcharge"),
    path("schemes/<int:pk>/outbox/", views.outbox, name="scheme_outbox"),
]
