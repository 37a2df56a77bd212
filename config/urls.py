from django.contrib import admin
from django.urls import include, path

from config import pages

urlpatterns = [
    path("reading/", pages.reading, name="reading"),
    path("design/", pages.design, name="design"),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("letters/", include("records.letters.urls")),
    path("", include("records.urls")),
]
