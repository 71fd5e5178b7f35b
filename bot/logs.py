"""Logging: events with keys and ids, never names, tokens, what people wrote, or response addresses."""

import logging
import sys

import structlog

PLACES_ONLY = structlog.processors.ExceptionRenderer(structlog.tracebacks.ExceptionDictTransformer(show_locals=False))
"""Where an exception came from, without the values around it: those hold what people wrote, and tokens."""
LIBRARIES = ("slack_bolt", "slack_sdk", "apscheduler", "websocket", "alembic", "uvicorn")


def set_up(level: int = logging.INFO) -> None:
    """A line of JSON an event on standard error, or easily read lines in a terminal.

    Libraries are heard only of errors: what they say below that may quote a request's body. Of Slack's Web API
    nothing is heard: what fails there is raised too, and the SDK quotes the page that came instead of an answer.
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
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    for name in LIBRARIES:
        logging.getLogger(name).setLevel(logging.ERROR)
    for name in ("slack_sdk.web", "waitress"):  # whoever sends rubbish to the web server could fill the log with it
        logging.getLogger(name).setLevel(logging.CRITICAL)
