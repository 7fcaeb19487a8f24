"""The processes that a submission is marked in: the student's, and the one that checks; forks of a warm zygote."""
