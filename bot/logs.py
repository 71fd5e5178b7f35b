"""Logging: events with keys and ids, never names, tokens, what people wrote, or response addresses."""

import logging
import sys
import traceback
from pathlib import Path
from typing import Any, TextIO

import structlog
from structlog.typing import ExcInfo

WITH_WORDS = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
KEPT = ("exc_type", "is_cause", "is_group", "frames")
SILENT = ("slack_sdk.web", "websocket", "waitress")
"""What fails in the first two is raised or told to us too; whoever sends rubbish to the third could fill the log."""


def wordless(exc_info: ExcInfo) -> list[dict[str, Any]]:
    """An exception and its causes: their kinds, and where they came from.

    Not their words, nor the values around them: those hold what people wrote, and tokens.
    """
    return _kept(WITH_WORDS(exc_info))


def _kept(errors: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {name: one[name] for name in KEPT} | {"exceptions": [_kept(group) for group in one["exceptions"]]}
        for one in errors
    ]


def for_people(to: TextIO, exc_info: ExcInfo) -> None:
    """The same in a terminal: one under another, each with its places, the last of them where it was raised."""
    for one in wordless(exc_info):
        to.write(f"\n{one['exc_type']}")
        to.writelines(f"\n  {frame['filename']}:{frame['lineno']} in {frame['name']}" for frame in one["frames"])


class Wordless(logging.Handler):
    """Where a library failed, and none of its words: they quote pages, headers, addresses and values of statements."""

    def emit(self, record: logging.LogRecord) -> None:
        kind, _error, trace = record.exc_info or (None, None, None)
        frames = [f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in traceback.extract_tb(trace)]
        error = kind.__name__ if kind else None
        structlog.get_logger().error(
            "library failed", library=record.name, at=f"{record.filename}:{record.lineno}", error=error, frames=frames
        )


def set_up(level: int = logging.INFO) -> None:
    """A line of JSON an event on standard error, or easily read lines in a terminal.

    Libraries are heard only of errors, without their words; those of `SILENT` not at all.
    """
    terminal = sys.stderr.isatty()
    told = structlog.processors.StackInfoRenderer() if terminal else structlog.processors.ExceptionRenderer(wordless)
    shown = structlog.dev.ConsoleRenderer(exception_formatter=for_people)
    last = shown if terminal else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            told,
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, handlers=[Wordless(logging.ERROR)])
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL)
