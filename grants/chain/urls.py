from django.urls import path

from grants.chain import views

urlpatterns = [
    path("measures/<int:pk>/", views.of_measure_page, name="chain_measure"),
    path("projects/<int:pk>/", views.of_project_page, name="chain_project"),
    path("grants/<int:pk>/", views.of_grant_page, name="chain_grant"),
    path("receipts/<int:pk>/", views.of_receipt_page, name="chain_receipt"),
    path("evaluations/<int:pk>/", views.of_joint_page, name="chain_joint"),
]
