from django.urls import path

from plans.evaluations import views

urlpatterns = [
    path("", views.projects, name="joint_list"),
    path("new/", views.new, name="joint_new"),
    path("viewpoints/", views.viewpoints, name="viewpoints"),
    path("viewpoints/new/", views.viewpoint, name="viewpoint_new"),
    path("viewpoints/<int:pk>/", views.viewpoint, name="viewpoint"),
    path("public/<int:pk>/", views.public_joint, name="public_joint"),
    path("<int:pk>/", views.detail, name="joint"),
    path("<int:pk>/goals/", views.goals, name="joint_goals"),
    path("<int:pk>/goals/agree/", views.agree_goals, name="joint_agree_goals"),
    path("<int:pk>/open/", views.open_sheets, name="joint_open"),
    path("<int:pk>/sheet/", views.sheet, name="joint_sheet"),
    path("<int:pk>/talk/", views.talk, name="joint_talk"),
    path("<int:pk>/talk/agree/", views.agree_talk, name="joint_agree_talk"),
    path("<int:pk>/conclude/", views.conclude, name="joint_conclude"),
    path("<int:pk>/publish/", views.publish, name="joint_publish"),
    path("<int:pk>/drop/", views.drop, name="joint_drop"),
    path("<int:pk>/next/", views.next_year, name="joint_next"),
]
