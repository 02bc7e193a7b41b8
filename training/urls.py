from django.urls import path

from training.views import certificate, participants, programme, registration, session

app_name = "training"

urlpatterns = [
    path("", session.SessionListView.as_view(), name="session-list"),
    path("sessions/", session.SessionOfficeListView.as_view(), name="session-office-list"),
    path("sessions/new/", session.SessionPlanView.as_view(), name="session-plan"),
    path("sessions/<int:pk>/", session.SessionDetailView.as_view(), name="session-detail"),
    path("sessions/<int:pk>/edit/", session.SessionUpdateView.as_view(), name="session-update"),
    path("sessions/<int:pk>/open/", session.session_open, name="session-open"),
    path("sessions/<int:pk>/close/", session.session_close, name="session-close"),
    path("sessions/<int:pk>/start/", session.session_start, name="session-start"),
    path("sessions/<int:pk>/finish/", session.SessionFinishView.as_view(), name="session-finish"),
    path("sessions/<int:pk>/cancel/", session.SessionCancelView.as_view(), name="session-cancel"),
    path("sessions/<int:pk>/calendar.ics", session.session_calendar, name="session-calendar"),
    path("sessions/<int:pk>/register/", registration.session_register, name="session-register"),
    path("sessions/<int:pk>/participants/", participants.ParticipantsView.as_view(), name="session-participants"),
    path("sessions/<int:pk>/attendance/", participants.AttendanceView.as_view(), name="session-attendance"),
    path("sessions/<int:pk>/class-list.pdf", participants.session_class_list_pdf, name="session-class-list-pdf"),
    path("sessions/<int:pk>/class-list.xlsx", participants.session_class_list_xlsx, name="session-class-list-xlsx"),
    path(
        "sessions/<int:pk>/certificates/issue/",
        participants.session_issue_certificates,
        name="session-issue-certificates",
    ),
    path("mine/", registration.MyTrainingView.as_view(), name="my-training"),
    path("approvals/", registration.ApprovalListView.as_view(), name="approval-list"),
    path("approvals/bulk-approve/", registration.ApprovalBulkApproveView.as_view(), name="approval-bulk-approve"),
    path("registrations/<int:pk>/", registration.RegistrationDetailView.as_view(), name="registration-detail"),
    path("registrations/<int:pk>/approve/", registration.registration_approve, name="registration-approve"),
    path("registrations/<int:pk>/refuse/", registration.RegistrationRefuseView.as_view(), name="registration-refuse"),
    path(
        "registrations/<int:pk>/withdraw/",
        registration.RegistrationWithdrawView.as_view(),
        name="registration-withdraw",
    ),
    path("registrations/<int:pk>/remove/", registration.RegistrationRemoveView.as_view(), name="registration-remove"),
    path(
        "registrations/<int:pk>/certificate/",
        participants.registration_issue_certificate,
        name="registration-issue-certificate",
    ),
    path("programmes/", programme.ProgrammeListView.as_view(), name="programme-list"),
    path("programmes/new/", programme.ProgrammeCreateView.as_view(), name="programme-create"),
    path("programmes/<int:pk>/", programme.ProgrammeDetailView.as_view(), name="programme-detail"),
    path("programmes/<int:pk>/edit/", programme.ProgrammeUpdateView.as_view(), name="programme-update"),
    path("programmes/<int:programme_pk>/sessions/new/", session.SessionCreateView.as_view(), name="session-create"),
    path("certificates/<int:pk>/certificate.pdf", certificate.certificate_download, name="certificate-download"),
    path("certificates/<int:pk>/revoke/", certificate.CertificateRevokeView.as_view(), name="certificate-revoke"),
    path("verify/", certificate.CertificateVerifyFormView.as_view(), name="certificate-verify-form"),
    path("verify/<str:code>/", certificate.certificate_verify, name="certificate-verify"),
]
