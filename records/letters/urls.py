from django.urls import path

from records.letters import views

app_name = "letters"
urlpatterns = [
    path("", views.letter_list, name="list"),
    path("print.pdf", views.print_many, name="print"),
    path("<int:pk>/", views.detail, name="detail"),
    path("<int:pk>/letter.pdf", views.pdf, name="pdf"),
]
