from django.urls import path

from grants.regrants import views

urlpatterns = [
    path("<int:pk>/regrants/new/", views.new, name="regrant_new"),
    path("<int:pk>/regrants/sheet/", views.sheet, name="regrants_sheet"),
    path("regrants/<int:pk>/", views.regrant, name="regrant"),
    path("regrants/<int:pk>/edit/", views.edit, name="regrant_edit"),
    path("regrants/<int:pk>/paper/", views.paper, name="regrant_paper"),
    path("regrants/<int:pk>/<slug:code>/", views.step, name="regrant_step"),
]
