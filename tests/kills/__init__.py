"""Grading, killed at random moments and run again, ends as if nothing had happened."""
