"""Two claims to a verdict."""
