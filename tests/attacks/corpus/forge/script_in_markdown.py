# how: quotes in titles, alternative texts and names of languages, and < in many disguises, in a written answer
# ran: processed
from tests.attacks.forms import cell, save

ANSWER = """![x" onerror="@MARK@](y) ![x](y "z\\" onerror=\\"@MARK@") [x](http://y/"onclick="@MARK@)

```a"><script>@MARK@</script>
x
```

&lt;script>@MARK@&lt;/script> <\u200bscript>@MARK@ <<script>@MARK@</script> \\<script>@MARK@</script> <x/onclick=@MARK@>

`<script>@MARK@</script>` $<script>@MARK@</script>$ \\begin{a}<script>@MARK@</script>\\end{a}

<?php <script>@MARK@</script> ?> <![CDATA[<script>@MARK@</script>]]> <!-- --><script>@MARK@</script> <javascript:@MARK@>
"""


def hand_in(notebook, folder):
    cell(notebook, "why-rows")["source"] = ANSWER
    save(notebook, folder)
