"""Stand-ins for rooms that a test does not want to run whole."""
