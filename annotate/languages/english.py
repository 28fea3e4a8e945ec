"""How English news tells of casualties: the words around a number that say of its place among the others."""

from __future__ import annotations

import re

from annotate.languages.language import Telling, pattern

_ORDINALS = ("second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_DEAD = r"(?:dead|victims?|fatalities|deceased|casualties|bodies|deaths|killed|wounded|injured|slain|occupants)"

TELLING = Telling(
    part_before=pattern(
        rf"\b(?:including|inclusive\s+of|among(?:st)?\s+(?:them|whom|those|the)|of\s+(?:them|whom|these|the\s+{_DEAD}|those\s+"
        rf"killed)|compris(?:ing|ed)|made\s+up\s+of|mostly|namely|identified\s+as|the\s+(?:other\s+)?{_DEAD}\s+(?:\w+\s+)?"
        r"(?:are|were|was|include[sd]?))(?:\W(?:(?!\b(?:where|when|who|which)\b)[^.;])*)?$|\($"
    ),
    # "Was among the 30 people killed": the 30 are the whole.
    among_the=pattern(r"\bamong(?:st)?\s+(?:(?:the|those|at\s+least|about|some)\s+)*$"),
    of_the_hurt=pattern(r"\W+of\s+(?:the|those)\s+(?:\w+\s+)?(?:injured|wounded|hurt|survivors)\b"),
    part_after=pattern(
        rf"[^,;.]{{0,40}}\samong\s+(?:them|the\s+{_DEAD})\b|\W+(?:(?:other|further|more)\W+)?of\s+(?:them|whom|which|these|those|the\s+(?:\w+\s+)?(?:{_DEAD}|\w+teen|\d+|two|three|four|five|six|seven|"
        r"eight|nine|ten|twelve)|the\s+\w+\s+killed)\b"
    ),
    adds=pattern(
        r"\b(?:also|another|others?|additional(?:ly)?|more|further|separately|(?:a|another)\s+separate|elsewhere|in\s+addition|meanwhile|besides|"
        r"same\s+day|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|later\s+(?:died|succumbed)|succumbed|as\s+well(?!\s+as)|next\s+day|following\s+day|alongside)\b"
        r"(?!\s+(?:\w+\s+)?(?:reports?|sources?|estimates?|accounts?|tall(?:y|ies)|tolls?|versions?|figures?|than|media|outlets?|witness\w*|officials?|groups?|residents|locals|activists?|eyewitness\w*|news)\b)"
    ),
    next=pattern(
        r"^\W*(?:later\b(?!\s+(?:totals?|reports?|figures?|estimates?|accounts?|tolls?|counts?))|meanwhile|elsewhere|separately|in\s+(?:a|an|another)\s+(?:separate|related|similar|different|second)\s+(?!report)|"
        r"the\s+(?:following|next|same)\s+(?:day|night|week|month)|\w+\s+(?:days?|hours?|weeks?)\s+(?:later|after)|on\s+the\s+same|"
        r"also\b|in\s+addition)|\b(?:in\s+an?\s+)?(?:revenge|reprisal|retaliatory)\s+(?:attacks?|killings?|raids?)(?!\s+(?:for|over))|"
        r"\bthe\s+(?:following|next)\s+(?:\w*day|week|night|morning)\b"
    ),
    next_day=pattern(
        r"\b(?:following|next)\s+(?:\w*day|week|night|morning)\b|\b\w+\s+(?:days?|hours?|weeks?)\s+later\b"
    ),
    mixed=pattern(r"\b(?:killed|killing|dead|killing)\s+(?:and|or)\s+(?:\w+ly\s+)?(?:wound|injur)"),
    day=re.compile(r"\b(?:on\s+)?((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|the\s+\d+(?:st|nd|rd|th))\b"),
    since=pattern(r"\bsince\b"),
    but=pattern(r"\b(?:but|while|whereas|although|though|however)\b|;"),
    ordinals=_ORDINALS,
    ordinal=pattern(rf"\b(?:a|an|another)\s+({'|'.join(_ORDINALS)})\b"),
    another=pattern(r"\b(?:another|second|also)\b"),
    up_to_now=pattern(
        r"\b(?:toll|altogether|in\s+all|(?:a|the|combined)\s+total|total\s+number|overall|in\s+total|bring(?:s|ing)?|brought|"
        r"rose|risen|rising|climbed)\b"
    ),
    elsewhen=pattern(
        r"\b(?:last\s+(?:year|month|January|February|March|April|May|June|July|August|September|October|November|December)|earlier\s+this\s+(?:year|month)|(?:in|over|during|for)\s+(?:the\s+)?(?:recent|past|last)\s+"
        r"(?:\w+\s+)?(?:years?|months?|decades?)|since\s+(?:the\s+\w+\s+)?(?:19|20)\d\d|since\s+(?:January|February|March|April|"
        r"May|June|July|August|September|October|November|December|the\s+(?:beginning|start|outbreak))|in\s+(?:19\d\d|200\d)|"
        r"(?:so\s+far\s+)?this\s+year|\w+\s+(?:years?|months?)\s+(?:ago|earlier|before)|previous(?:ly)?|in\s+the\s+past|"
        r"years\s+of|the\s+(?:19|20)\d\d\s+\w+|in\s+(?:\d+|\w+)\s+years|\d+-year(?:-\w+)?|since\s+the\s+\w+\s+(?:began|started|erupted|broke)|"
        r"(?:war|conflict|insurgency|violence)\s+(?:that|which)?\s*(?:has|have|had)\s+(?:already\s+)?(?:left|killed|claimed|cost)|every\s+year|annually|each\s+year)\b|"
        r"\b(?:have|has)\s+(?:been\s+killed|died|perished|lost\s+their\s+lives)\s+(?:in|during)\s+(?:the|a)\s+(?:[\w-]+\s+){0,2}"
        r"(?:conflict|war|insurgency|uprising|rebellion)\b"
    ),
    year=pattern(
        r"(?:^\W*in|\bsince|\bof)\s+(?:\w+\s+)?(?:19|20)\d\d,(?:\s+when)?\s|"
        r"^\W*(?:\w+\s+(?:days?|weeks?)\s+ago|last\s+week|earlier\s+this\s+week)\b"
    ),
    cause=pattern(
        r"\b(?:after|aveng\w+|retaliat\w+\s+(?:for|to)|retribution\s+for|reveng\w+\s+(?:\w+\s+)?(?:for|against|over)|reprisals?\s+for|"
        r"in\s+response\s+to|protest\w*\s+(?:at|of|over|against)|anniversary\s+of|commemorat\w+|"
        r"followed|following|mourn\w*|funeral\s+(?:of|for)|accus\w+\s+of|suspected\s+of|wanted\s+(?:for|over|in)|"
        r"investigat\w+|convicted\s+of|sentenced?\s+for|charged\s+with|trial\s+(?:for|over))\b(?:(?!\b(?:said|says|reported|told|confirmed|announced)\b)[^,;.])*$"
    ),
    death=pattern(
        r"\b(?:kill(?:ed|ing|ings|ers?)|murder\w*|dead|deaths?|died|fatal\w*|assassinat\w*|body|bodies|deceased)\b"
    ),
    lowered=pattern(
        r"\b(?:lower(?:s|ed|ing)|revis(?:es?|ed|ing)\s+(?:\w+\s+){0,4}?down(?:wards?)?|cut|reduced|trimmed|scaled\s+down)\b"
    ),
    denial=pattern(r"\b(?:den(?:y|ies|ied|ying)|refut\w+|reject\w+|dismiss\w+|contrary\s+to)\b[^.;]*$"),
    vague=pattern(r"\b(?:dozens|scores|hundreds|thousands|millions|several|few|handful|many)\b"),
    attackers=pattern(
        r"\b(?:bombers?|attackers?|assailants?|gunm[ae]n|hijackers?|raiders?|assassins?|shooters?|perpetrators?|himself|herself|"
        r"militants?|insurgents?|terrorists?|jihadis?ts?|extremists?|bandits?|kidnappers?|fighters?|rebels?|guerrillas?)\b"
    ),
    list=re.compile(r"[^.;]*(?:,|\band|\bor|\bas\s+well\s+as)\s+(?:at\s+least\s+|the\s+)?"),
    listed=pattern(r"\s*(?:,|(?:,\s*)?\b(?:and|or|as\s+well\s+as|plus)\b)\s*(?:at\s+least\s+|the\s+)?"),
    clause_behind=pattern(r",\s*(?:when|where|in\s+which)\b[^,;]*$"),
    clause_of_one=pattern(r"[\s,]*(?:when|whom?|whose|where|as|which|in\s+which|that|\w+ing)\b"),
    when=pattern(r"\s+(?:when|where|in\s+which)\b"),
    # "Died in a riot that killed a dozen": what follows tells of all.
    larger=pattern(
        r"[\s,]*(?:in|during)\s+which|[^,;]*\b(?:riot|attack|blast|explosion|clash\w*|violence|fighting|raid|shooting|bombing|"
        r"strike)\w*\s+(?:\w+\s+)?(?:that|which)\b"
    ),
    the=pattern(r"\b(?:the|these|those|all)\s+$"),
)
