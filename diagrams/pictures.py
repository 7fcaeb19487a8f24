"""The README's picture: a contact sheet of the painted world, drawn anew by `make diagrams`."""

from pathlib import Path

from PIL import Image

from helpers import theme
from helpers.data.pictures import paint

COLUMNS, ROWS, SIZE, GAP = 12, 4, 64, 4

sheet = Image.new("RGB", (COLUMNS * (SIZE + GAP) + GAP, ROWS * (SIZE + GAP) + GAP), theme.STAGE)
for i, image in enumerate(paint(COLUMNS * ROWS, size=SIZE, difficulty=0.6, seed=3).images):
    row, column = divmod(i, COLUMNS)
    sheet.paste(theme.to_image(image), (GAP + column * (SIZE + GAP), GAP + row * (SIZE + GAP)))
path = Path(__file__).with_suffix(".png")
sheet.quantize(256).save(path, optimize=True)
print(f"drew {path.name}")
