"""French: casualties, with spaCy's small model, which is an extra of the project since its licence is the LGPL-LR."""

from annotate.languages.language import Language

FRENCH = Language(
    code="fr",
    name="French",
    models=("fr_core_news_sm",),
    finders={"casualty": "annotate.languages.fr.pipe"},
    telling="annotate.languages.fr.telling",
    extra="fr",
)
