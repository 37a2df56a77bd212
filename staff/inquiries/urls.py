from django.urls import path

from staff.inquiries import views

app_name = "inquiries"
urlpatterns = [
    path("", views.inquiries, name="list"),
    path("unanswered/", views.overview, name="unanswered"),
    path("new/", views.take_in, name="take_in"),
    path("<int:pk>/", views.inquiry, name="detail"),
    path("<int:pk>/<slug:name>/", views.act, name="act"),
]
