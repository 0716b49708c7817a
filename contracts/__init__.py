"""What must hold: the frames of every boundary, the numbered rules, the reviewed vocabularies.

Plain data and pure checks belong here. Nothing here reads a document, opens a database or knows Dagster.
"""
