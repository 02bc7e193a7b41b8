from django.urls import path

from surveys.views import public_complaint, public_survey

app_name = "public"

urlpatterns = [
    path("", public_survey.front, name="front"),
    path("offices/", public_survey.unit_list, name="unit-list"),
    path("track/", public_complaint.track, name="track"),
    path("track/<str:code>/", public_complaint.complaint_status, name="complaint-status"),
    path("track/<str:code>/message/", public_complaint.complaint_message, name="complaint-message"),
    path("track/<str:code>/satisfied/", public_complaint.complaint_confirm, name="complaint-confirm"),
    path("track/<str:code>/reopen/", public_complaint.complaint_reopen, name="complaint-reopen"),
    path("track/<str:code>/photo/<uuid:document_id>/", public_complaint.complaint_photo, name="complaint-photo"),
    # One address for both: governments and offices share the space of public addresses.
    path("<slug:slug>/", public_survey.place, name="unit"),
    path("<slug:slug>/", public_survey.place, name="government"),
    path("<slug:slug>/survey/", public_survey.survey_form, name="survey"),
    path("<slug:slug>/survey/check/", public_survey.survey_check, name="survey-check"),
    path("<slug:slug>/survey/change/", public_survey.survey_change, name="survey-change"),
    path("<slug:slug>/survey/thanks/", public_survey.survey_thanks, name="survey-thanks"),
    path("<slug:slug>/results/", public_survey.results, name="results"),
    path("<slug:slug>/results.csv", public_survey.results_csv, name="results-csv"),
    path("<slug:slug>/complaint/", public_complaint.complaint_create, name="complaint-create"),
    path("<slug:slug>/complaint/check/", public_complaint.complaint_check, name="complaint-check"),
    path("<slug:slug>/complaint/change/", public_complaint.complaint_change, name="complaint-change"),
]
