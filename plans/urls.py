from django.urls import include, path

from plans.library import views as library
from plans.reviews import views as reviews
from plans.surveys import city as city_surveys
from plans.surveys import views as surveys
from plans.views import citing, correction, future, lists, opinions, taking, yearly
from plans.workbooks import views as workbooks

app_name = "plans"
urlpatterns = [
    path("", lists.city_list, name="list"),
    path("joint/", include("plans.evaluations.urls")),
    path("city/surveys/", city_surveys.surveys, name="city_surveys"),
    path("city/surveys/new/", city_surveys.new, name="city_survey_new"),
    path("city/public/surveys/<int:pk>/", city_surveys.public_results, name="public_survey"),
    path("city/", include("plans.cityplan.urls")),
    path("future/", lists.own_future, name="future"),
    path("future/begin/<int:organization>/", future.begin, name="future_begin"),
    path("future/together/", taking.future_together, name="future_together"),
    path("future/<int:pk>/", future.detail, name="future_detail"),
    path("future/<int:pk>/edit/", future.edit, name="future_edit"),
    path("future/<int:pk>/notes/", citing.notes, name="future_notes"),
    path("future/<int:pk>/ask/", future.ask_opinion, name="future_ask"),
    path("future/<int:pk>/take-back/", future.take_back, name="future_take_back"),
    path("future/<int:pk>/opinions/", opinions.write, name="future_opinions"),
    path("future/<int:pk>/adopt/", future.adopt, name="future_adopt"),
    path("future/<int:pk>/acknowledge/", future.acknowledge, name="future_acknowledge"),
    path("future/<int:pk>/revise/", future.revise, name="future_revise"),
    path("future/<int:plan>/review/", reviews.begin, name="review_begin"),
    path("reviews/<int:pk>/", reviews.detail, name="review"),
    path("reviews/<int:pk>/write/", reviews.write, name="review_write"),
    path("reviews/<int:pk>/close/", reviews.close, name="review_close"),
    path("reviews/<int:pk>/drop/", reviews.drop, name="review_drop"),
    path("future/<int:plan>/surveys/new/", surveys.new, name="survey_new"),
    path("surveys/<int:pk>/", surveys.detail, name="survey"),
    path("surveys/<int:pk>/edit/", surveys.edit, name="survey_edit"),
    path("surveys/<int:pk>/open/", surveys.open_, name="survey_open"),
    path("surveys/<int:pk>/close/", surveys.close, name="survey_close"),
    path("surveys/<int:pk>/tell/", surveys.tell_of, name="survey_tell"),
    path("surveys/<int:pk>/publish/", city_surveys.publish_results, name="survey_publish"),
    path("surveys/<int:pk>/slips/", surveys.slips, name="survey_slips"),
    path("surveys/<int:pk>/slips/<int:batch>/", surveys.slip_sheet, name="survey_slip_sheet"),
    path("surveys/<int:pk>/paper/", surveys.paper, name="survey_paper"),
    path("yearly/", lists.own_yearly, name="yearly"),
    path("yearly/begin/<int:organization>/<int:year>/", yearly.begin, name="yearly_begin"),
    path("yearly/choose/<int:organization>/<int:year>/", library.choose, name="yearly_choose"),
    path("yearly/together/", taking.yearly_together, name="yearly_together"),
    path("yearly/<int:pk>/", yearly.detail, name="yearly_detail"),
    path("yearly/<int:pk>/edit/", yearly.edit, name="yearly_edit"),
    path("yearly/<int:pk>/library/", library.library, name="yearly_library"),
    path("yearly/<int:pk>/workbook/", workbooks.take_in, name="yearly_workbook"),
    path("yearly/<int:pk>/workbook.xlsx", workbooks.file, name="yearly_workbook_file"),
    path("yearly/<int:pk>/confirm/", yearly.confirm, name="yearly_confirm"),
    path("yearly/<int:pk>/resolved/", yearly.resolved, name="yearly_resolved"),
    path("yearly/<int:pk>/revise/", yearly.revise, name="yearly_revise"),
    path("yearly/<int:pk>/correct/", correction.ask, name="yearly_correct"),
    path("yearly/<int:pk>/accept/", yearly.accept, name="yearly_accept"),
]
