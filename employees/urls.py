from django.urls import path

app_name = "employees"

urlpatterns: list[path] = []
