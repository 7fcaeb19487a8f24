"""Authoring: a lesson written as text becomes the notebooks that readers, nbgrader and students open."""
