"""A worker to be beside: it sends what is owed in a database as a worker does, to a platform that takes its time.

Says "sending" once it does, and goes on until it is ended.
"""

import logging
import sys
import threading
import time
from datetime import datetime, timedelta

import structlog

from bot.delivery.sending import Courier
from bot.desk import Desk
from db.engine import open_engine
from handlers.clock.metronome import Metronome
from handlers.clock.senders import Senders
from handlers.clock.ticks import ticks
from tests.bench.platform import WORDING, Platform

CALL_S = 0.05


def main(database: str, began: str) -> None:
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    start, then = time.monotonic(), datetime.fromisoformat(began)
    desk = Desk(open_engine(f"sqlite:///{database}"), lambda: then + timedelta(seconds=time.monotonic() - start))
    desk.give_way()
    first = threading.Event()

    def answer() -> None:
        time.sleep(CALL_S)
        first.set()

    courier = Courier(desk, {1: Platform(answer)}, WORDING)
    senders = Senders(courier)
    senders.start()
    Metronome(ticks(desk, courier, senders)).start()
    first.wait()
    sys.stdout.write("sending\n")
    sys.stdout.flush()
    threading.Event().wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
