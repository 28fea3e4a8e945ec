"""Keep a project's own list of contested terms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from annotate.kinds.framing import FAMILIES, KIND
from annotate.kinds.framing.lexicon import by_form
from annotate.kinds.framing.matcher import can_be_found
from annotate.terms import LONGEST_TERM
from claims.actions.errors import Invalid, Stale, require
from claims.actions.log import log
from claims.actions.review.answer import clean_words
from claims.models import Project, ProjectTerm
from claims.models.term import TermAction, TermBends

# A list is read with every article; this many cost no more than none.
MOST_TERMS = 10_000
_ALTERNATIVES = next(attribute for attribute in KIND.attributes if attribute.name == "alternatives")


def add_term(person: Any, project: Project, data: Mapping[str, Any]) -> ProjectTerm:
    """Put a term on the project's list and return it.

    `data` has words, action, bends, alternatives, note, family and target; all but words may be left out. Raises
    PermissionDenied, and Invalid naming each field that is wrong.
    """
    require(person, "term.change", project)
    with transaction.atomic():
        known = _hold_list(project)
        return _add(person, project, data, known)


def add_terms(person: Any, project: Project, lines: Iterable[Mapping[str, Any]]) -> list[ProjectTerm]:
    """Put many terms on the list and return them; where one is wrong, none. The Invalid raised says which line it is."""
    require(person, "term.change", project)
    made = []
    with transaction.atomic():
        known = _hold_list(project)
        for number, line in enumerate(lines, 1):
            try:
                made.append(_add(person, project, line, known))
            except Invalid as invalid:
                words = str(line.get("words", ""))[:60]
                said = _("Line %(number)s (%(words)s): %(wrong)s") % {
                    "number": number,
                    "words": words,
                    "wrong": invalid,
                }
                raise Invalid(said) from invalid
    return made


def change_term(person: Any, term: ProjectTerm, data: Mapping[str, Any], version: int) -> ProjectTerm:
    """Change a line of the list; raises PermissionDenied, Invalid, and Stale where it has changed since `version`."""
    require(person, "term.change", term)
    with transaction.atomic():
        known = _hold_list(term.project)
        current = _current(term, version, data)
        before = current.snapshot()
        _fill(current, data, known - {current.words})
        if current.snapshot() != before:
            current.version += 1
            current.save()
            log(person, "change_term", current, before=before, after=current.snapshot(), project=current.project)
    return current


def remove_term(person: Any, term: ProjectTerm, version: int) -> None:
    """Take a line off the list; raises PermissionDenied, and Stale where it has changed since `version`."""
    require(person, "term.change", term)
    with transaction.atomic():
        _hold_list(term.project)
        current = _current(term, version, {})
        log(person, "remove_term", current, before=current.snapshot(), project=current.project)
        current.delete()


def _hold_list(project: Project) -> set[str]:
    """Wait until nobody else changes the project's list, and return the words on it."""
    Project.objects.select_for_update().only("pk").get(pk=project.pk)
    return set(ProjectTerm.objects.filter(project=project).values_list("words", flat=True))


def _add(person: Any, project: Project, line: Mapping[str, Any], known: set[str]) -> ProjectTerm:
    if len(known) >= MOST_TERMS:
        raise Invalid(_("A project's list has at most %(most)s terms.") % {"most": MOST_TERMS})
    term = ProjectTerm(project=project, added_by=person)
    _fill(term, line, known)
    term.save()
    known.add(term.words)
    log(person, "add_term", term, after=term.snapshot(), project=project)
    return term


def _current(term: ProjectTerm, version: int, data: Mapping[str, Any]) -> ProjectTerm:
    current = ProjectTerm.objects.select_for_update(of=("self",)).select_related("project").filter(pk=term.pk).first()
    if current is None:
        raise Invalid(_("This term was taken off the list in the meantime."))
    if current.version != version:
        raise Stale(current, data)
    return current


def _fill(term: ProjectTerm, data: Mapping[str, Any], others: set[str]) -> None:
    """Write what `data` says into `term`, or raise Invalid. `others` are the words of the rest of the list."""
    errors: dict[str, list[Any]] = {}
    given = {**term.snapshot(), **{name: data[name] for name in term.snapshot() if name in data}}
    for name in ("words", "note", "target", "action", "bends", "family"):
        value = given[name]
        if not isinstance(value, str):
            raise Invalid({name: [_("Give text.")]})
        given[name] = clean_words(value)
    words = " ".join(given["words"].split()).lower().replace("’", "'")
    errors |= _wrong_words(words, given["action"], others)
    for name, codes in (("action", TermAction.values), ("bends", TermBends.values), ("family", ["", *dict(FAMILIES)])):
        if given[name] not in codes:
            errors[name] = [_("Choose one of: %(codes)s.") % {"codes": ", ".join(filter(None, codes))}]
    if len(given["target"]) > 200:
        errors["target"] = [_("Keep it under %(most)s characters.") % {"most": 200}]
    try:
        given["alternatives"] = _ALTERNATIVES.clean(given["alternatives"])
    except ValueError as error:
        errors["alternatives"] = [error.args[0]]
    if given["action"] == TermAction.OVERRIDE and not any(
        given[name] for name in ("alternatives", "note", "family", "target")
    ):
        errors.setdefault("alternatives", [_("Say what is to be otherwise: alternatives, note, family or target.")])
    if errors:
        raise Invalid(errors)
    for name, value in (given | {"words": words}).items():
        setattr(term, name, value)


def _wrong_words(words: str, action: str, others: set[str]) -> dict[str, list[str]]:
    """What is wrong with the words of a term: a field and its sentences, or nothing."""
    known = words in by_form()
    wrong = ""
    if not any(char.isalnum() for char in words):
        wrong = _("Give the term.")
    elif len(words) > LONGEST_TERM:
        wrong = _("Keep it under %(most)s characters.") % {"most": LONGEST_TERM}
    elif not can_be_found(words):
        wrong = _("Give words with spaces or hyphens between, and no other signs.")
    elif words in others:
        wrong = _("This term is on the list already.")
    elif action == TermAction.ADD and known:
        wrong = _("The lexicon has this term already: override it, or silence it.")
    elif action in (TermAction.SILENCE, TermAction.OVERRIDE) and not known:
        wrong = _("The lexicon has no such term. Look it up, or add it.")
    return {"words": [wrong]} if wrong else {}
