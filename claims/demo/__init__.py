"""The demo's data: articles and evidence of our own writing, about invented places."""
