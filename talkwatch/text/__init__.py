"""From bytes to language, with no idea of politics."""
