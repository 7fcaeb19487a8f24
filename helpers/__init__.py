"""What the six notebooks import, and the `course` command line."""
