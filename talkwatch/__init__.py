"""talkwatch: a terminal dashboard that watches negotiations."""

__version__ = "0.2.0"
