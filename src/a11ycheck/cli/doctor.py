"""``a11ycheck doctor``."""

import click


@click.command("doctor")
def doctor_command() -> int:
    """Say what is installed, what is missing and what to type.

    Ends with exit code 0 where all is there that a scan in the browser needs, else with 1.
    """
    from a11ycheck.doctor import examine_machine, exit_code  # noqa: PLC0415 - the rules load slowly

    parts = []
    for part in examine_machine():
        click.echo(f"{part.name:20}  {part.state:8}  {part.detail}")
        parts.append(part)
    return exit_code(parts)
