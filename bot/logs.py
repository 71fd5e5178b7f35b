"""Logging: events with keys and ids, never names, tokens, what people wrote, or response addresses."""

import logging
import sys
import traceback
from pathlib import Path

import structlog

PLACES_ONLY = structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False))
"""Where an exception came from, without the values around it: those hold what people wrote, and tokens."""
SILENT = ("slack_sdk.web", "websocket", "waitress")
"""What fails in the first two is raised or told to us too; whoever sends rubbish to the third could fill the log."""


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
    for_people = sys.stderr.isatty()
    terminal = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    last = terminal if for_people else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            PLACES_ONLY if not for_people else structlog.processors.StackInfoRenderer(),
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )
    logging.basicConfig(level=logging.WARNING, handlers=[Wordless(logging.ERROR)])
    for name in SILENT:
        logging.getLogger(name).setLevel(logging.CRITICAL)
