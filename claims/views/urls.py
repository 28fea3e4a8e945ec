"""The pages' addresses."""

from django.urls import URLPattern, path

from claims.views import home, review

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("articles/<int:pk>/review/", review.review, name="review"),
    path("articles/<int:pk>/review/<str:name>/", review.act_on_article, name="review-article-action"),
    path("claims/<int:pk>/review/<str:name>/", review.act_on_claim, name="review-claim-action"),
]
