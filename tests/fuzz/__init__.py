"""Notebooks damaged at random: each gets a mark or a named reason."""
