# PYTHON_ARGCOMPLETE_OK
"""The command line: ``jupyter spaces ...``."""

from __future__ import annotations

import argparse
import importlib.util
import sys
from collections.abc import Sequence
from pathlib import Path

from jupyterlab_sagemaker_spaces.terminal.completion import SHELLS, complete, completing
from jupyterlab_sagemaker_spaces.terminal.spaces import parse_span

#: Modules that the local domain needs beyond the extension's own dependencies (the extra ``[local]``).
_LOCAL_MODULES = ("aiohttp", "jupyterlab")
#: What the trial's colleague needs beyond that.
_COLLEAGUE_MODULES = ("pycrdt",)


def _positive(text: str) -> float:
    value = float(text)
    if not value > 0:
        raise argparse.ArgumentTypeError(f"{text} is not above 0")
    return value


def _span(text: str) -> float:
    try:
        return parse_span(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="jupyter spaces", description="SageMaker Studio spaces in JupyterLab."
    )
    commands = parser.add_subparsers(dest="command", required=True)

    trial = commands.add_parser(
        "try",
        help="try the extension on this machine, without AWS",
        description="Starts a local domain with trial spaces and opens JupyterLab in one of them.",
    )
    trial.add_argument("--port", type=int, default=0, help="port on 127.0.0.1 (default: any free one)")
    trial.add_argument("--no-browser", action="store_true", help="only print the addresses")
    trial.add_argument(
        "--no-colleague", action="store_true", help="be alone: no scripted colleague in the shared space"
    )
    trial.add_argument(
        "--time-scale",
        type=_positive,
        default=0.08,
        metavar="X",
        help="1 = AWS's times, an app starts in about two minutes (default: %(default)s, ten seconds)",
    )
    trial.add_argument(
        "--directory",
        type=Path,
        default=Path("spaces-try"),
        metavar="DIR",
        help="where the spaces and their files are kept (default: ./%(default)s)",
    )
    usage = commands.add_parser(
        "usage",
        help="what fills the home directory",
        description="Scans the home directory and says what fills it. Nothing is changed.",
    )
    usage.add_argument("--by-owner", action="store_true", help="also whose files they are")
    usage.add_argument("--json", action="store_true", help="print one JSON object")
    listing = commands.add_parser(
        "list",
        help="the spaces of the domain, and what runs",
        description="Lists the spaces of the domain, as far as the role may see them. Nothing is changed.",
    )
    listing.add_argument(
        "--running-longer",
        type=_span,
        metavar="SPAN",
        help="only what has run for longer, e.g. 12h (also 90m, 2d), the longest first",
    )
    listing.add_argument("--json", action="store_true", help="print one JSON array")
    run = commands.add_parser(
        "run",
        help="run a space",
        description="Runs a space, and waits until it runs. Exit code: 0 when it runs.",
    )
    run.add_argument("name", metavar="NAME", help="the space")
    stop = commands.add_parser(
        "stop",
        help="stop a space",
        description="Stops a space, and waits until it is stopped. Its files stay. Exit code: 0 when it is.",
    )
    stop.add_argument("name", metavar="NAME", nargs="?", help="the space (default: the one that this is)")
    stop.add_argument("--yes", action="store_true", help="do not ask before")
    for change in (run, stop):
        change.add_argument("--json", action="store_true", help="print the ended job as one JSON object")
    doctor = commands.add_parser(
        "doctor",
        help="where this is, what the role may read, and what is installed",
        description="Tries each read that the extension makes, and looks at what is installed. Nothing is "
        "changed. Exit code: 0 when all that the panel needs may be read.",
    )
    doctor.add_argument("--json", action="store_true", help="print one JSON object")
    for command in (listing, run, stop, doctor):
        command.add_argument(
            "--domain", default="", metavar="ID", help="the domain, outside SageMaker Studio"
        )
        command.add_argument("--region", default="", help="its region, outside SageMaker Studio")
    completion = commands.add_parser(
        "completion",
        help="print what makes a shell complete these commands",
        description="Prints what makes a shell complete these commands with the Tab key. Nothing is changed.",
        epilog='For bash, in ~/.bashrc: eval "$(jupyter spaces completion bash)"',
    )
    completion.add_argument("shell", choices=SHELLS, help="the shell that is to read it")
    commands.add_parser(
        "local-domain",
        add_help=False,
        help="serve SageMaker Studio's spaces on this machine, for clients and tests",
    )
    return parser


def _missing_modules(accompanied: bool) -> list[str]:
    needed = (*_LOCAL_MODULES, *(_COLLEAGUE_MODULES if accompanied else ()))
    return [name for name in needed if importlib.util.find_spec(name) is None]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code; ``argv`` without the program's name."""
    if completing():
        return complete(_parser())
    arguments = list(sys.argv[1:] if argv is None else argv)
    # The local domain has a parser of its own: all that follows its name is for that one.
    options = _parser().parse_args(arguments[:1] if arguments[:1] == ["local-domain"] else arguments)
    if options.command == "usage":
        from jupyterlab_sagemaker_spaces.storage.usage_command import run

        return run(options.by_owner, options.json)
    if options.command == "list":
        from jupyterlab_sagemaker_spaces.terminal.list_command import run as run_list

        return run_list(options.running_longer, options.json, options.domain, options.region)
    if options.command == "doctor":
        from jupyterlab_sagemaker_spaces.terminal.doctor_command import run as run_doctor

        return run_doctor(options.json, options.domain, options.region)
    if options.command == "completion":
        from jupyterlab_sagemaker_spaces.terminal.completion import run as run_completion

        return run_completion(options.shell)
    if options.command in ("run", "stop"):
        from jupyterlab_sagemaker_spaces.terminal.change_command import run as run_change

        return run_change(
            options.command,
            options.name,
            sure=options.command == "run" or options.yes,
            as_json=options.json,
            domain_id=options.domain,
            region=options.region,
        )
    accompanied = options.command == "try" and not options.no_colleague
    if missing := _missing_modules(accompanied):
        print(
            f"jupyter spaces {options.command} needs {', '.join(missing)}, not installed in {sys.prefix}.\n"
            "Install it with: pip install 'jupyterlab-sagemaker-spaces[local]'",
            file=sys.stderr,
        )
        return 1
    if options.command == "local-domain":
        from sagemaker_local_domain.cli import main as local_domain

        return local_domain(arguments[1:])

    from jupyterlab_sagemaker_spaces.trial import Trial

    return Trial(
        directory=options.directory,
        port=options.port,
        time_scale=options.time_scale,
        open_browser=not options.no_browser,
        accompanied=accompanied,
    ).run()


if __name__ == "__main__":
    sys.exit(main())
