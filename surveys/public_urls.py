from django.urls import path

from surveys.views import (
    document,
    open_data,
    public_complaint,
    public_complaint_figures,
    public_kiosk,
    public_results,
    public_survey,
    public_tracking,
)

app_name = "public"

urlpatterns = [
    path("", public_survey.front, name="front"),
    path("offices/", public_survey.unit_list, name="unit-list"),
    path("track/", public_tracking.track, name="track"),
    path("track/<str:code>/", public_tracking.complaint_status, name="complaint-status"),
    path("track/<str:code>/message/", public_tracking.complaint_message, name="complaint-message"),
    path("track/<str:code>/satisfied/", public_tracking.complaint_confirm, name="complaint-confirm"),
    path("track/<str:code>/reopen/", public_tracking.complaint_reopen, name="complaint-reopen"),
    path("track/<str:code>/photo/<uuid:document_id>/", public_tracking.complaint_photo, name="complaint-photo"),
    # One address for both: governments and offices share the space of public addresses.
    path("<slug:slug>/", public_survey.place, name="unit"),
    path("<slug:slug>/", public_survey.place, name="government"),
    path("<slug:slug>/survey/", public_survey.survey_form, name="survey"),
    path("<slug:slug>/survey/check/", public_survey.survey_check, name="survey-check"),
    path("<slug:slug>/survey/change/", public_survey.survey_change, name="survey-change"),
    path("<slug:slug>/kiosk/", public_kiosk.kiosk_screen, name="kiosk-screen"),
    path("<slug:slug>/kiosk/start/", public_kiosk.kiosk_start, name="kiosk-start"),
    path("<slug:slug>/kiosk/answer/", public_kiosk.kiosk_answer, name="kiosk-answer"),
    path("<slug:slug>/kiosk/send/", public_kiosk.kiosk_send, name="kiosk-send"),
    path("<slug:slug>/kiosk/reset/", public_kiosk.kiosk_reset, name="kiosk-reset"),
    path("<slug:slug>/kiosk/thanks/", public_kiosk.kiosk_thanks, name="kiosk-thanks"),
    path("<slug:slug>/survey/thanks/", public_survey.survey_thanks, name="survey-thanks"),
    # --- Results and open data
    path("<slug:slug>/results/", public_results.results, name="results"),
    path("<slug:slug>/results.csv", open_data.results_csv, name="results-csv"),
    path("<slug:slug>/results.json", open_data.results_json, name="results-json"),
    path("<slug:slug>/results.rss", open_data.results_rss, name="results-rss"),
    path("<slug:slug>/result-poster.pdf", document.public_result_poster, name="result-poster"),
    path("<slug:slug>/data/", open_data.description, name="data"),
    path("<slug:slug>/complaint/", public_complaint.complaint_create, name="complaint-create"),
    path("<slug:slug>/complaint/check/", public_complaint.complaint_check, name="complaint-check"),
    path("<slug:slug>/complaint/change/", public_complaint.complaint_change, name="complaint-change"),
    path("<slug:slug>/complaint/same/", public_complaint.complaint_support, name="complaint-support"),
    path("<slug:slug>/reports/", public_complaint_figures.complaint_figures_page, name="complaint-figures"),
]
