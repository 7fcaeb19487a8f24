"""What a trained network sees: maps, concepts, probes, feature pictures; measured, each beside a control."""
