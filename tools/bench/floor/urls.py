from django.urls import path

from tools.bench.floor import views

urlpatterns = [path("", views.page), path("act/", views.act)]
