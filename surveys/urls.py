from django.urls import path

from surveys.views import complaint, holiday, survey

app_name = "surveys"

urlpatterns = [
    path("", survey.SurveyListView.as_view(), name="survey-list"),
    path("create/", survey.SurveyCreateView.as_view(), name="survey-create"),
    path("<int:pk>/", survey.survey_detail, name="survey-detail"),
    path("<int:pk>/update/", survey.SurveyUpdateView.as_view(), name="survey-update"),
    path("<int:pk>/open/", survey.survey_open, name="survey-open"),
    path("<int:pk>/close/", survey.survey_close, name="survey-close"),
    path("<int:pk>/poster.pdf", survey.survey_poster, name="survey-poster"),
    path("<int:pk>/paper/", survey.survey_paper, name="survey-paper"),
    path("comments/", survey.CommentListView.as_view(), name="comment-list"),
    path("comments/bulk-publish/", survey.CommentBulkPublishView.as_view(), name="comment-bulk-publish"),
    path("comments/bulk-hide/", survey.CommentBulkHideView.as_view(), name="comment-bulk-hide"),
    path("comments/<uuid:pk>/publish/", survey.comment_publish, name="comment-publish"),
    path("comments/<uuid:pk>/hide/", survey.comment_hide, name="comment-hide"),
    path("complaints/", complaint.ComplaintListView.as_view(), name="complaint-list"),
    path("complaints/<int:pk>/", complaint.complaint_detail, name="complaint-detail"),
    path("complaints/<int:pk>/verify/", complaint.complaint_verify, name="complaint-verify"),
    path("complaints/<int:pk>/reject/", complaint.complaint_reject, name="complaint-reject"),
    path("complaints/<int:pk>/forward/", complaint.complaint_forward, name="complaint-forward"),
    path("complaints/<int:pk>/start/", complaint.complaint_start, name="complaint-start"),
    path("complaints/<int:pk>/reply/", complaint.complaint_reply, name="complaint-reply"),
    path("complaints/<int:pk>/postpone/", complaint.complaint_postpone, name="complaint-postpone"),
    path("complaints/<int:pk>/close/", complaint.complaint_close, name="complaint-close"),
    path("complaints/<int:pk>/note/", complaint.complaint_note, name="complaint-note"),
    path("complaints/<int:pk>/contact/", complaint.complaint_contact, name="complaint-contact"),
    path("holidays/", holiday.HolidayListView.as_view(), name="holiday-list"),
    path("holidays/create/", holiday.HolidayCreateView.as_view(), name="holiday-create"),
    path("holidays/<int:pk>/delete/", holiday.holiday_delete, name="holiday-delete"),
]
