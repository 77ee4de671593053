"""How a row of each panel is drawn. Rows come from `views`; nothing here decides anything about the world."""
