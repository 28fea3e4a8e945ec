"""The API: the same queries, actions and permissions as the pages, for programs."""
