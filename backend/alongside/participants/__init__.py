"""People take part in programmes, say how to reach and help them, and leave."""
