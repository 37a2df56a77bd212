from django.urls import path

from plans.articles import public

app_name = "library"
urlpatterns = [
    path("", public.index, name="index"),
    path("handbook/", public.handbook, name="handbook"),
    path("handbook/<int:pk>/", public.chapter, name="chapter"),
    path("questions/", public.questions, name="questions"),
    path("questions/<int:pk>/", public.question, name="question"),
    path("cases/", public.cases, name="cases"),
    path("cases/<int:pk>/", public.case, name="case"),
    path("news/", public.news_list, name="news_list"),
    path("news/<int:pk>/", public.piece_of_news, name="news"),
    path("photos/<int:pk>/", public.photo, name="photo"),
]
