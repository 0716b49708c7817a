"""The pages that are made from the program itself: the data dictionary, the rule book and the reasons of quarantine.

As Markdown under `docs/`, which is committed and read in review, and as a site for people, which is built.
"""
