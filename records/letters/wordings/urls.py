"""Below the letters' own addresses and in their namespace."""

from django.urls import path

from records.letters.wordings import views

urlpatterns = [
    path("", views.overview, name="wordings"),
    path("kinds/<str:kind>/", views.of_kind, name="wording_kind"),
    path("kinds/<str:kind>/new/", views.begin, name="wording_begin"),
    path("<int:pk>/", views.detail, name="wording"),
    path("<int:pk>/edit/", views.edit, name="wording_edit"),
    path("<int:pk>/draft.pdf", views.draft_pdf, name="wording_pdf"),
    path("<int:pk>/adopt/", views.adopt, name="wording_adopt"),
    path("<int:pk>/drop/", views.drop, name="wording_drop"),
]
