"""The kinds of claim, in the order of display. A new kind is a folder here and a line below."""

from annotate.kinds import casualty, framing, statement
from annotate.kinds.kind import Attribute, InvalidAttributes, Kind

KINDS: tuple[Kind, ...] = (casualty.KIND, statement.KIND, framing.KIND)
BY_SLUG: dict[str, Kind] = {kind.slug: kind for kind in KINDS}

__all__ = ["BY_SLUG", "KINDS", "Attribute", "InvalidAttributes", "Kind"]
