"""Run talkwatch as `python -m talkwatch`."""

from talkwatch.cli import main

main()
