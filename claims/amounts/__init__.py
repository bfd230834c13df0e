"""Reading stated amounts: numerals, units, bounds, and the noun that is counted."""
