"""The pages' addresses."""

from django.contrib.auth.views import LogoutView
from django.urls import URLPattern, path

from claims.views import account, article, articles, assign, home, ingest, job, linking, people, project, review, work

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
    path("projects/<int:pk>/", articles.articles, name="project"),
    path("projects/<int:pk>/assign/", assign.assign, name="project-assign"),
    path("projects/<int:pk>/work/", work.work, name="project-work"),
    path("projects/<int:pk>/articles/new/", ingest.take_in, name="project-ingest"),
    path("assignments/<int:pk>/release/", assign.release, name="assignment-release"),
    path("assignments/<int:pk>/return/", assign.give_again, name="assignment-return"),
    path("articles/<int:pk>/", article.article, name="article"),
    path("articles/<int:pk>/preannotate/", article.preannotate, name="article-preannotate"),
    path("jobs/<int:pk>/", job.job, name="job"),
    path("sign-in/", account.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("account/", account.account, name="account"),
    path("account/password/", account.PasswordChange.as_view(), name="password-change"),
    path("account/tokens/", account.token_create, name="token-create"),
    path("account/tokens/<str:digest>/revoke/", account.token_revoke, name="token-revoke"),
    path("password/", account.PasswordReset.as_view(), name="password-reset"),
    path("password/sent/", account.PasswordResetSent.as_view(), name="password-reset-sent"),
    path("password/<uidb64>/<token>/", account.PasswordSet.as_view(), name="password-set"),
    path("projects/", project.projects, name="projects"),
    path("projects/new/", project.create, name="project-create"),
    path("projects/<int:pk>/settings/", project.settings, name="project-settings"),
    path("projects/<int:pk>/guideline/", project.guideline, name="project-guideline"),
    path("projects/<int:pk>/people/", people.people, name="project-people"),
    path("projects/<int:pk>/people/add/", people.add, name="project-people-add"),
    path("projects/<int:pk>/people/<int:member>/", people.change, name="project-people-change"),
]
