"""Courses that others wrote for nbgrader: honest work gets the marks that stock nbgrader gives."""
