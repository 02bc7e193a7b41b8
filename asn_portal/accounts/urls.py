from django.urls import path

from asn_portal.accounts import views

app_name = "accounts"

urlpatterns = [
    path("", views.SecurityView.as_view(), name="security"),
    path("sessions/<int:pk>/end/", views.session_end, name="session-end"),
    path("<int:pk>/second-factor/remove/", views.SecondFactorRemoveView.as_view(), name="second-factor-remove"),
    path("language/", views.preferences_language, name="preferences-language"),
    path("theme/", views.preferences_theme, name="preferences-theme"),
]
