"""Where people agree and where they do not: measures over plain data, no database.

A measure is a tally that adds up over articles and a value read from the sum (`measure.Measure`), so that the figure of a
week, a pair or a resample of the bootstrap is a sum of tallies and not another reading of the record.
"""
