# how: links in a written answer that run a script in whoever clicks: inline, by reference, with entities, around a picture
# ran: processed
from tests.attacks.forms import cell, save

ANSWER = """[inline](javascript:@MARK@) [upper]( JaVaScRiPt:@MARK@) [entity](java&#115;cript:@MARK@)

[reference][a] [a] ![picture](javascript:@MARK@) [![in](x.png)](javascript:@MARK@)

| table |
|---|
| [cell](vbscript:@MARK@) [page](data:text/html;base64,@MARK@) |

> - [quoted][b]

[a]: javascript:@MARK@
[b]:
  javascript:@MARK@
"""


def hand_in(notebook, folder):
    cell(notebook, "why-rows")["source"] = ANSWER
    save(notebook, folder)
