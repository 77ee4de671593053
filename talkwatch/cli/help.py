"""`talkwatch help`: all verbs with all their options, made from the verbs themselves."""

from __future__ import annotations

from collections.abc import Iterator

import click

COMPLETION = """\
bash: eval "$(_TALKWATCH_COMPLETE=bash_source talkwatch)"   in ~/.bashrc
zsh:  eval "$(_TALKWATCH_COMPLETE=zsh_source talkwatch)"    in ~/.zshrc
fish: _TALKWATCH_COMPLETE=fish_source talkwatch | source    in ~/.config/fish/completions/talkwatch.fish
"""
"""How each shell completes verbs and options: click makes the scripts."""


@click.command(epilog="Example: talkwatch help digest")
@click.argument("verb", nargs=-1)
def command(verb: tuple[str, ...]) -> None:
    """Show the whole reference: every verb with its options and an example, exit codes and shell completion.

    With a VERB (`talkwatch help feeds add`), only that one.
    """
    from talkwatch.model.errors import UsageError

    wanted = " ".join(verb)
    found = [words for name, words in pages() if not wanted or name == wanted or name.startswith(f"{wanted} ")]
    if not found:
        raise UsageError(f"there is no verb {wanted!r}", "`talkwatch --help` lists them")
    click.echo("\n".join(found))
    if not wanted:
        click.echo(f"SHELL COMPLETION\n\n{COMPLETION}")


def pages() -> Iterator[tuple[str, str]]:
    """Each verb, subverbs included, with its help at 80 columns; those that only gather others come before them."""
    from talkwatch.cli.app import root

    context = click.Context(root, info_name="talkwatch", terminal_width=80, max_content_width=80)
    yield from _pages("", root, context)


def _pages(name: str, command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    with context.scope(cleanup=False):
        yield name, command.get_help(context) + "\n"
        if not isinstance(command, click.Group):
            return
        for verb in command.list_commands(context):
            found = command.get_command(context, verb)
            assert found is not None
            below = click.Context(found, context, info_name=verb, terminal_width=80, max_content_width=80)
            yield from _pages(f"{name} {verb}".strip(), found, below)
