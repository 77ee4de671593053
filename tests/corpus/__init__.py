"""Texts and labels of our own to train and measure the reading with; see README.md there."""
