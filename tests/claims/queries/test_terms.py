import annotate
from annotate.terms import suffix
from claims.models import ProjectTerm
from claims.queries.terms import in_lexicon, listed, own_terms, read_with_another_list


def put(project, maya, words, **more):
    return ProjectTerm.objects.create(project=project, words=words, added_by=maya, **more)


def test_a_projects_terms_in_one_query(project, maya, django_assert_num_queries):
    put(project, maya, "land defender", alternatives=["farmer"])
    put(project, maya, "grey zone")
    with django_assert_num_queries(1):
        found = own_terms(project.pk)
    assert found == (annotate.Term("grey zone"), annotate.Term("land defender", alternatives=("farmer",)))
    assert own_terms(project.pk + 1) == ()


def test_the_list_is_searched(project, maya):
    put(project, maya, "land defender")
    put(project, maya, "grey zone")
    assert [term.words for term in listed(project)] == ["grey zone", "land defender"]
    assert [term.words for term in listed(project, "LAND")] == ["land defender"]


def test_articles_read_with_another_list(project, make_article, maya):
    article = make_article(project)
    assert not read_with_another_list(project)  # it was not read at all
    article.fingerprint = "model rules 1"
    article.save()
    assert not read_with_another_list(project)
    term = put(project, maya, "grey zone")
    assert read_with_another_list(project)
    article.fingerprint = "model rules 1" + suffix(own_terms(project.pk))
    article.save()
    assert not read_with_another_list(project)
    article.fingerprint = "none rules 4"
    article.save()
    assert not read_with_another_list(project)
    article.fingerprint = "model rules 1" + suffix(own_terms(project.pk))
    article.save()
    term.delete()
    assert read_with_another_list(project)
    article.state = "settled"
    article.save()
    assert not read_with_another_list(project)


def test_the_lexicon_is_looked_up_by_any_form():
    (found,) = in_lexicon("Neutralised")
    assert (found.id, found.words) == ("neutralise", ("neutralise",))
    assert {one.id for one in in_lexicon("regime")} >= {"regime", "anti-regime"}
    assert len(in_lexicon("", "migration")) == len([one for one in in_lexicon("") if one.id in ids("migration")])
    assert in_lexicon("dry stone wall") == []


def ids(family):
    return {one.id for one in in_lexicon("", family)}
