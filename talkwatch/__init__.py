"""talkwatch: a terminal dashboard that watches negotiations."""

__version__ = "0.1.0"
