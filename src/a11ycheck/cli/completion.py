"""``a11ycheck completion``."""

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_A11YCHECK_COMPLETE"  # as click names it after the program
EPILOG = """\b
Add one of these to the start-up file of your shell:
  eval "$(a11ycheck completion bash)"       in ~/.bashrc
  eval "$(a11ycheck completion zsh)"        in ~/.zshrc
  a11ycheck completion fish | source        in config.fish"""


@click.command("completion", epilog=EPILOG)
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion_command(context: click.Context, shell: str) -> None:
    """Print what makes a shell complete commands."""
    kind = get_completion_class(shell)
    assert kind is not None  # noqa: S101 - click has all three
    script = kind(context.find_root().command, {}, "a11ycheck", VARIABLE)
    click.echo(script.source_template % script.source_vars())
