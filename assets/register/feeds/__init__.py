"""Where documents come from night after night: configured sources, looked at for what is new, changed or gone.

A feed gives files; what they are is found out from their content like that of any other file.
"""
