from django.urls import path

from participation import views

app_name = "participation"

urlpatterns = [
    path("announcements/", views.AnnouncementListView.as_view(), name="announcement-list"),
    path("announcements/new/", views.AnnouncementCreateView.as_view(), name="announcement-create"),
    path("announcements/<int:pk>/", views.AnnouncementDetailView.as_view(), name="announcement-detail"),
    path("announcements/<int:pk>/edit/", views.AnnouncementUpdateView.as_view(), name="announcement-update"),
    path("announcements/<int:pk>/publish/", views.announcement_publish, name="announcement-publish"),
    path("announcements/<int:pk>/withdraw/", views.AnnouncementWithdrawView.as_view(), name="announcement-withdraw"),
    path("announcements/<int:pk>/read/", views.announcement_read, name="announcement-read"),
]
