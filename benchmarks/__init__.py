"""What the project promises in numbers: `make bench`, or `make bench ONLY=pictures` for one subject."""
