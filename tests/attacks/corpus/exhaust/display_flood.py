# how: a hundred thousand rich outputs
from IPython.display import HTML, display

print("CANARY @NAME@", flush=True)
for number in range(20000):
    display(HTML("<b>x</b>" * 50), display_id=True)
