from django.urls import path

from asn_portal.operation import views

app_name = "operation"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.metrics, name="metrics"),
    path("operation/", views.overview, name="overview"),
    path("operation/mails/retry/", views.mail_retry, name="mail-retry"),
]
