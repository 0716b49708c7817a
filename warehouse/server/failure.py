"""The one exception of the embedded server."""


class ServerFailed(Exception):  # noqa: N818 — says what happened  # noqa: N818 — says what happened
    """The embedded server cannot do what was asked. The message is one line: what failed, and what to do about it."""
