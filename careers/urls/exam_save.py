"""Where a working candidate's page saves: /p/exam/."""

from django.urls import path

from careers.views import exam_save

app_name = "exam_save"

urlpatterns = [path("save/", exam_save.exam_save, name="save")]
