import pytest
from django.db import IntegrityError

import annotate
from annotate.kinds.framing import FAMILIES
from claims.models import ProjectTerm
from claims.models.term import families


def test_the_same_words_stand_once_on_a_list(project, maya):
    ProjectTerm.objects.create(project=project, words="grey zone", added_by=maya)
    with pytest.raises(IntegrityError):
        ProjectTerm.objects.create(project=project, words="grey zone", added_by=maya)


def test_a_line_as_the_pipeline_takes_it(project, maya):
    term = ProjectTerm(
        project=project,
        words="regime",
        action="override",
        alternatives=["rulers"],
        note="n",
        family="force",
        target="t",
    )
    assert term.as_term() == annotate.Term("regime", "override", ("rulers",), "n", "force", "noun", "t")
    assert str(term) == "override regime"


def test_families_are_those_of_the_lexicon():
    assert families() == list(FAMILIES)
