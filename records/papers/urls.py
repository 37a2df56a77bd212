from django.urls import path

from records.papers import views

app_name = "papers"
urlpatterns = [
    path("forms/", views.forms, name="forms"),
    path("forms/<str:code>/", views.form, name="form"),
    path("<str:kind>/<int:pk>/", views.case, name="case"),
    path("<str:kind>/<int:pk>/<slug:code>/", views.papers, name="set"),
    path("<str:kind>/<int:pk>/<slug:code>.pdf", views.pdf, name="pdf"),
]
