from django.urls import path

from asn_portal.jobs import views

app_name = "jobs"
urlpatterns = [
    path("", views.job_list, name="job-list"),
    path("<int:job_id>/", views.job_detail, name="job-detail"),
    path("<int:job_id>/problems.csv", views.job_problems, name="job-problems"),
    path("<int:job_id>/cancel/", views.job_cancel, name="job-cancel"),
    path("<int:job_id>/rerun/", views.job_rerun, name="job-rerun"),
]
