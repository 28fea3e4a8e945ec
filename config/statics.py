"""Static files under names that hold a hash of their content, so that browsers may keep them for ever."""

from whitenoise.storage import CompressedManifestStaticFilesStorage as Hashed


class HashedModules(Hashed):
    """WhiteNoise's storage, which also renames what one of our own script modules imports from another.

    Not those of installed packages: some only name modules in their comments.
    """

    patterns = (*Hashed.patterns, ("js/*.js", Hashed._js_module_import_aggregation_patterns[1]))  # type: ignore[attr-defined]
