"""A built-in week of feeds, written for talkwatch, and the loopback server for it."""
