"""What is made, a folder a layer: register → extraction → forms → normalization → marts.

Each folder holds pure modules and one thin `defs.py` that tells Dagster about them. Dagster is imported there and in
`checks.py` only; everything else is plain Python that a notebook or a test can call.
"""
