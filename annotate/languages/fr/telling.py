"""How French news tells of casualties: the words around a number that say of its place among the others."""

from __future__ import annotations

from annotate.languages.fr.setting import MONTH
from annotate.languages.language import Telling, pattern

_DEAD = r"(?:morts|mortes|tués|tuées|victimes|blessés|blessées|décès|personnes\s+tuées)"

TELLING = Telling(
    part_before=pattern(
        r"(?:\b(?:dont|y\s+compris|notamment|parmi\s+(?:eux|elles|lesquels|lesquelles|les|ces)|d['’]entre\s+(?:eux|elles)|"
        rf"composée?s?\s+de|les\s+{_DEAD}\s+(?:sont|étaient|comptent))(?:\W(?:(?!\b(?:où|quand|lorsque|qui)\b)[^.;])*)?|\()$"
    ),
    part_after=pattern(
        rf"[^,;.]{{0,40}}\sparmi\s+(?:eux|elles|les\s+{_DEAD})\b|\W+(?:d['’]entre|parmi)\s+(?:eux|elles|les)\b"
    ),
    of_the_hurt=pattern(r"\W+des\s+blessée?s\b"),
    adds=pattern(
        r"\b(?:autres?|également|aussi|supplémentaires?|de\s+plus|en\s+outre|par\s+ailleurs|ailleurs|séparément|"
        r"le\s+même\s+jour|le\s+lendemain|à\s+(?:leur|son)\s+tour)\b(?!\s+(?:sources?|bilans?|témoins?|médias?|responsables?))"
    ),
    next=pattern(r"^\W*(?:par\s+ailleurs|ailleurs|séparément|en\s+outre|le\s+(?:même\s+jour|lendemain)|plus\s+tard)\b"),
    next_day=pattern(r"\ble\s+lendemain\b|\b\w+\s+(?:jours?|heures?|semaines?)\s+plus\s+tard\b"),
    mixed=pattern(r"\b(?:tué|mort)e?s?\s+(?:et|ou)\s+(?:\w+\s+)?blessé"),
    day=pattern(r"\b(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b"),
    but=pattern(r"\b(?:mais|tandis\s+que|alors\s+que|cependant|toutefois)\b|;"),
    since=pattern(r"\bdepuis\b"),
    another=pattern(r"\b(?:autre|deuxième|second|également|aussi)\b"),
    up_to_now=pattern(
        r"\b(?:bilan|au\s+total|en\s+tout|port(?:e|er|ant|ait)|s['’]élève|s['’]est\s+alourdi|nombre\s+total)\b"
    ),
    elsewhen=pattern(
        r"\b(?:l['’]an(?:née)?\s+(?:dernier|dernière|passée?)|(?:ces|des)\s+dernières\s+(?:années|semaines)|ces\s+derniers\s+mois|"
        rf"depuis\s+(?:(?:19|20)\d\d|{MONTH}|le\s+(?:début|commencement|déclenchement))|en\s+(?:19\d\d|200\d)|cette\s+année|"
        r"il\s+y\s+a\s+\w+\s+(?:ans|mois)|par\s+le\s+passé|chaque\s+année|précédemment)\b"
    ),
    year=pattern(r"(?:^\W*en|\bdepuis)\s+(?:19|20)\d\d,(?:\s+quand)?\s"),
    cause=pattern(
        r"\b(?:en\s+représailles\s+(?:à|au|aux)|pour\s+venger|en\s+réponse\s+(?:à|au|aux)|après|suite\s+(?:à|au|aux)|accusée?s?\s+"
        r"(?:de|d['’])|soupçonnée?s?\s+(?:de|d['’])|anniversaire)(?:(?!\b(?:a\s+dit|a\s+déclaré|selon)\b)[^,;.])*$"
    ),
    death=pattern(r"\b(?:tuée?s?|mort(?:e?s)?|morts?|décès|assassin\w*|meurtre\w*|abattue?s?)\b"),
    lowered=pattern(r"\b(?:ramen(?:é|ée|ait|a)|revu(?:e|s)?\s+à\s+la\s+baisse|abaiss(?:é|ée|a))\b"),
    denial=pattern(
        r"\b(?:nie|nient|a\s+nié|ont\s+nié|dément|démentent|a\s+démenti|ont\s+démenti|rejette|rejettent)\b[^.;]*$"
    ),
    vague=pattern(r"\b(?:dizaines|centaines|milliers|millions|plusieurs|quelques)\b"),
    attackers=pattern(
        r"\b(?:kamikazes?|assaillante?s?|attaquante?s?|tireurs?|dji?hadistes?|jihadistes?|terroristes?|rebelles?|insurgés|"
        r"combattants?|miliciens?|ravisseurs?|bandits?)\b"
    ),
    list=pattern(r"[^.;]*(?:,|\bet|\bou|\bainsi\s+que)\s+(?:au\s+moins\s+)?"),
    listed=pattern(r"\s*(?:,|(?:,\s*)?\b(?:et|ou|ainsi\s+que)\b)\s*(?:au\s+moins\s+)?"),
    clause_behind=pattern(r",\s*(?:où|quand|lorsque|lors\s+(?:de|du|d['’]))\b[^,;]*$"),
    clause_of_one=pattern(r"[\s,]*(?:quand|lorsque|dont|où|qui)\b"),
    when=pattern(r"\s+(?:quand|lorsque|où)\b"),
    the=pattern(r"\b(?:les|ces|tous\s+les)\s+$"),
)
