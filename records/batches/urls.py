from django.urls import path

from records.batches import views

app_name = "batches"
urlpatterns = [
    path("proposals/<int:pk>/progress/", views.proposal, name="proposal"),
    path("proposals/<int:pk>/progress/again/", views.again, name="again"),
    path("proposals/<int:pk>/progress/<int:item>/drop/", views.drop, name="drop"),
    path("approvals/together/<int:pk>/", views.together, name="together"),
]
