"""A process with many volunteers in it, who all want the same thing at the same moment."""

import threading
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.synchronize import Barrier

from bot.desk import Desk
from db.engine import open_engine
from tests.bot.marketplace.village import TEAM, Village
from tests.town import START


@dataclass(frozen=True, slots=True)
class Crowd:
    """`queues` are the people, a thread for each queue; `known` are the ids of the village and of its place."""

    database: str
    known: tuple[int, int]
    number: int
    queues: Sequence[Sequence[str]]
    start: Barrier


def rush(crowd: Crowd) -> None:
    """The whole life of the process: everybody signs up, whoever is alone in a queue at the very same moment."""
    engine = open_engine(crowd.database)
    village = Village(Desk(engine, lambda: START), TEAM, crowd.known)
    here = threading.Barrier(len(crowd.queues) + 1)

    def stands_in(queue: Sequence[str]) -> None:
        here.wait()
        for one in queue:
            village.joins(one, crowd.number)

    threads = [threading.Thread(target=stands_in, args=(queue,)) for queue in crowd.queues]
    for thread in threads:
        thread.start()
    crowd.start.wait()
    here.wait()
    for thread in threads:
        thread.join()
    engine.dispose()
