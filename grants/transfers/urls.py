"""Below /grants/transfers/, in the namespace of grants."""

from django.urls import path

from grants.transfers import views

urlpatterns = [
    path("", views.transfers, name="transfers"),
    path("new/", views.new, name="transfer_new"),
    path("client/", views.client, name="transfer_client"),
    path("banks/<slug:bank>/<slug:branch>/", views.bank, name="transfer_bank"),
    path("<int:pk>/", views.transfer, name="transfer"),
    path("<int:pk>/file/", views.file, name="transfer_file"),
    path("<int:pk>/sheet/", views.sheet, name="transfer_sheet"),
    path("<int:pk>/cover/", views.cover, name="transfer_cover"),
    path("<int:pk>/pay/", views.pay, name="transfer_pay"),
    path("<int:pk>/cancel/", views.cancel, name="transfer_cancel"),
    path("<int:pk>/lines/<int:line>/strike/", views.strike, name="transfer_strike"),
]
