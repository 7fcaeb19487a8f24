"""Things to play with: one file an explorable, wiring only; what they draw is drawn elsewhere."""
