"""What every answer has in common: problems told alike, headers, origins, sizes, the built page."""
