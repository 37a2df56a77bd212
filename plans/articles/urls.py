from django.urls import path

from plans.articles import views

app_name = "articles"
urlpatterns = [
    path("", views.desk, name="desk"),
    path("new/<str:kind>/", views.new, name="new"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/edit/", views.edit, name="edit"),
    path("<int:pk>/photos/", views.photos, name="photos"),
    path("<int:pk>/photos/<int:key>/", views.photo, name="photo"),
    path("<int:pk>/photos/<int:key>/out/", views.photo_out, name="photo_out"),
    path("<int:pk>/send-back/", views.send_back, name="send_back"),
    path("<int:pk>/withdraw/", views.withdraw, name="withdraw"),
    path("<int:pk>/do/<str:deed>/", views.act, name="act"),
]
