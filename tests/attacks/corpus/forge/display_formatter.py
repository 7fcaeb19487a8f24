# how: floats are formatted as full points
formatter = get_ipython().display_formatter.formatters["text/plain"]
formatter.for_type(float, lambda number, printer, cycle: printer.text("3.0"))
print("CANARY @NAME@", flush=True)
