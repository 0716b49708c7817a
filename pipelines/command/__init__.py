"""The command line: one file a command, which asks the floors below and shows what they say."""
