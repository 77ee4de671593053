"""The nouns that every room speaks in: frozen values without I/O."""
