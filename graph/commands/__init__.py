"""The command line `axisgraph`: one module a command, imported when it is called; every mistake of a user becomes one line."""

import sys
from collections.abc import Mapping
from importlib import import_module
from types import MappingProxyType
from typing import Any

import click

from extract.errors import AxisgraphError

COMMANDS: Mapping[str, str] = MappingProxyType(
    {
        "build": "Read posts, extract, group, and write a case.",
        "extract": "Print the acts that each post tells, as JSON lines.",
        "group": "Group given post-level acts into unique acts.",
        "trace": "Find chains of acts from one actor to another.",
        "ask": "Ask a question of the Cypher pack, or your own.",
        "show": "Show all about an act, actor, item or post.",
        "judge": "Overrule claims, acts, actors or items, for good.",
        "review": "Walk through what is most worth a person's look.",
        "load": "Load a case into Neo4j.",
        "browser": "Serve a style, questions and a tour to Neo4j Browser.",
        "export": "Write a part of the graph as GraphML, CSV or JSON lines.",
        "draw": "Draw a part of the graph as a network page.",
        "score": "Score told acts against annotated ones.",
        "status": "Count what came in and out of each stage.",
    }
)


class Lazy(click.Group):
    """Commands by name; a module is imported only when its command runs, so that `ask` does not wait for spaCy."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"graph.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AxisgraphError as error:
            raise click.ClickException(str(error)) from error
        except BrokenPipeError:
            sys.stderr.close()  # a reader such as `head` has seen enough
            sys.exit(141)
        except KeyboardInterrupt:
            click.echo("Stopped. Run the same command to go on where it was.", err=True)
            sys.exit(130)


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option("0.1.0", prog_name="axisgraph")
def main() -> None:
    """From posts to a graph of who cooperates with whom, with the evidence.

    \b
    Example:
      axisgraph build iran.case result.json posts.jsonl.gz
      axisgraph trace iran.case --from IRN --to VEN --via RUS --item drone
    """
