"""All addresses: the pages, the API, the administrator's site."""

from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.i18n import set_language

from config.health import healthz, readyz

urlpatterns = [
    path("", include("claims.views.urls")),
    path("api/v1/", include("claims.api.urls")),
    path("healthz", healthz, name="healthz"),
    path("readyz", readyz, name="readyz"),
    path("language/", login_not_required(set_language), name="set-language"),
    path("admin/", admin.site.urls),
]
handler400 = "claims.views.errors.unreadable"
handler403 = "claims.views.errors.forbidden"
handler404 = "claims.views.errors.not_found"
handler500 = "claims.views.errors.broken"
