# how: names of errors and files that move the cursor, set the title and paint over what the teacher's terminal shows
# cell: prediction
print("CANARY @NAME@", flush=True)
raise type("\x1b]0;@MARK@\x07\x1b[2J[/][red][link=http://x]y\r\n\u202e", (Exception,), {})
