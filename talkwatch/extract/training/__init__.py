"""How the attribution models are made; nothing at run time imports it."""
