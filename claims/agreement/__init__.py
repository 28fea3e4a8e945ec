"""Where people agree and where they do not: measures over plain data, no database."""
