"""The screens: the board with its four panels, and the lists that open over it."""
