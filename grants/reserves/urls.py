from django.urls import path

from grants.reserves import views

urlpatterns = [
    path("<int:pk>/recall/", views.recall, name="recall_offset"),
    path("reserves/", views.reserves, name="reserves"),
    path("reserves/sheet/", views.reserves_sheet, name="reserves_sheet"),
    path("reserves/<int:pk>/", views.reserve, name="reserve"),
    path("reserves/<int:pk>/edit/", views.edit, name="reserve_edit"),
    path("reserves/<int:pk>/take-out/", views.take_out, name="reserve_take_out"),
    path("ledgers/<int:pk>/", views.ledger, name="ledger"),
    path("ledgers/<int:pk>/sheet/", views.ledger_sheet, name="ledger_sheet"),
    path("ledgers/<int:pk>/reserves/new/", views.new, name="reserve_new"),
    path("ledgers/<int:pk>/bank/", views.bank, name="bank_check"),
]
