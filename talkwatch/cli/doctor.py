"""`talkwatch doctor`: the likeliest troubles."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import click

SIGNS = {"ok": "ok     ", "note": "note   ", "trouble": "TROUBLE"}


@click.command(epilog="Example: talkwatch doctor")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
@click.pass_obj
def command(home: Path | None, as_json: bool) -> int:
    """Look for the likeliest troubles and name the cure for each; changes nothing and uses no network.

    Ends with 1 if something is in trouble.
    """
    from talkwatch.cli.symptoms import examine
    from talkwatch.clock import system_clock
    from talkwatch.settings.paths import paths

    findings = list(examine(paths(home), system_clock()))
    if as_json:
        click.echo(json.dumps([asdict(finding) for finding in findings], ensure_ascii=False, indent=2))
    for finding in findings if not as_json else ():
        click.echo(f"{SIGNS[finding.state]}  {finding.about:<9} {finding.words}")
        if finding.cure:
            click.echo(f"{'':<19}→ {finding.cure}")
    return 1 if any(finding.state == "trouble" for finding in findings) else 0
