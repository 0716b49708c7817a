"""How an installation is watched by machines: one line an event, and figures that a monitor comes to fetch."""
