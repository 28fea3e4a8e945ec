"""The pages' addresses."""

from django.urls import URLPattern, path

from claims.views import home, linking, review

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("articles/<int:pk>/review/", review.review, name="review"),
    path("articles/<int:pk>/review/<str:name>/", review.act_on_article, name="review-article-action"),
    path("claims/<int:pk>/review/<str:name>/", review.act_on_claim, name="review-claim-action"),
    path("articles/<int:pk>/submit/", review.hand_in, name="submit"),
    path("articles/<int:pk>/reopen/", review.take_up, name="reopen"),
    path("claims/<int:pk>/evidence/", linking.link, name="link-evidence"),
    path("claims/<int:pk>/evidence/pick/", linking.pick, name="pick-evidence"),
    path("links/<int:pk>/unlink/", linking.unlink, name="unlink-evidence"),
    path("claims/<int:pk>/verdict/", linking.verdict, name="verdict"),
]
