"""Everything under one roof: the archive, its admin, and the choice of language."""

from django.contrib import admin
from django.urls import include, path
from django.views.i18n import set_language

urlpatterns = [
    path("admin/", admin.site.urls),
    path("language/", set_language, name="set_language"),
    path("", include("articles.urls")),
]

handler400 = "articles.views.site.bad_request"
handler404 = "articles.views.site.not_found"
handler500 = "articles.views.site.server_error"
