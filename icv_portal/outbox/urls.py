"""The mail page, where letters are files."""

from django.urls import path

from icv_portal.outbox import views

urlpatterns = [
    path("mail/", views.mail, name="mail"),
    path("mail/<str:name>/", views.mail_letter, name="mail_letter"),
    path("mail/<str:name>/html/", views.mail_html, name="mail_html"),
]
