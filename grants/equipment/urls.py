from django.urls import path

from grants.equipment import disposal_views, views

urlpatterns = [
    path("equipment/", views.equipment, name="equipment"),
    path("equipment/sheet/", views.equipment_sheet, name="equipment_sheet"),
    path("equipment/<int:pk>/", views.item, name="item"),
    path("equipment/<int:pk>/edit/", views.edit, name="item_edit"),
    path("equipment/<int:pk>/check/", views.check, name="item_check"),
    path("equipment/<int:pk>/dispose/", views.dispose, name="item_dispose"),
    path("<int:pk>/equipment/enter/", views.enter, name="item_enter"),
    path("disposals/<int:pk>/", disposal_views.disposal, name="disposal"),
    path("disposals/<int:pk>/edit/", disposal_views.edit, name="disposal_edit"),
    path("disposals/<int:pk>/send/", disposal_views.send, name="disposal_send"),
    path("disposals/<int:pk>/withdraw/", disposal_views.withdraw, name="disposal_withdraw"),
    path("disposals/<int:pk>/send-back/", disposal_views.send_back, name="disposal_send_back"),
    path("disposals/<int:pk>/note/", disposal_views.note, name="disposal_note"),
    path("disposals/<int:pk>/propose/", disposal_views.propose, name="disposal_propose"),
    path("disposals/<int:pk>/book/", disposal_views.book, name="disposal_book"),
]
