"""The people's half: the record of who judged which claim, on what evidence. Knows no spaCy."""
