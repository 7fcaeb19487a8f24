"""A small lesson with one of everything, to be spoilt in one way at a time."""

LESSON = '''\
# %% [markdown]
# # A small lesson
#
# One idea, in few words.

# %% [markdown] objectives
# - add two numbers → `add`

# %% setup
from helpers.checks import credit, expect, seen

BASE = 10

# %% predict="sum" options="3|12"
# What is one and two?

# %% demo minutes=2
BASE + 2

# %% demo measured
print("takes", 3.2, "s")

# %% [markdown]
# ## Adding
#
# ### Exercise: add
#
# Add two numbers.
#
# <details><summary>Help 1</summary>
#
# What is a sum?
# </details>
# <details><summary>Help 2</summary>
#
# Two numbers in, one out.
# </details>
# <details><summary>Help 3</summary>
#
# first plus second
# </details>

# %% exercise="add" minutes=8 level=2
def add(first, second):
    """Return the sum."""
    ### BEGIN SOLUTION
    total_of_both = first + second
    return total_of_both
    ### END SOLUTION

# %% check="add" points=1
"""Does it add?"""
expect(add(1, 2)).equals(3, hint="count on your fingers")

# %% check="add" points=2
"""Does it add negative numbers?"""
expect(add(-1, 2)).equals(1, hint="walk left")
### BEGIN HIDDEN TESTS
expect(add(-17, -25)).equals(-42, hint="both to the left")
### END HIDDEN TESTS

# %% [markdown] written="why-add" points=0
# Because counting one by one takes far too long.

# %% [markdown]
# ## Takeaways
#
# - Sums are quick.
'''
