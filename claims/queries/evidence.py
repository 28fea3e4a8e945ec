"""Questions asked of the evidence store."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from claims.models import Evidence


def search(words: str) -> QuerySet[Evidence]:
    """Evidence in which every one of `words` stands somewhere: title, publisher, passage, address or note. Newest first."""
    found = Evidence.objects.all()
    for word in words.split()[:10]:
        places = ("title", "publisher", "passage", "url", "note")
        anywhere = Q()
        for place in places:
            anywhere |= Q(**{f"{place}__icontains": word})
        found = found.filter(anywhere)
    return found
