"""Claiming: by many at once, whatever the processes; and what is owed at the same moment."""

import threading
import time
from collections import Counter
from datetime import timedelta

from sqlalchemy import insert, update

from bot.delivery.claiming import Claims
from bot.delivery.wording import WORDING
from bot.desk import Desk
from db.engine import open_engine
from db.models import Delivery, DeliveryState
from db.models.base import table
from tests.bot.marketplace.village import Village, joining
from tests.town import START

S = DeliveryState
DELIVERY = table(Delivery)
LANES, EACH, WORKERS, ROUNDS = 5, 8, 6, 6


def owe(desk: Desk, place: int, turn: int) -> None:
    """Some messages in each of a few lanes, all due."""
    fixed = {"kind": "reminder.day", "facts": {}, "place_id": place, "attempts": 0, "state": S.READY}
    fixed |= {"subject_id": 1, "due_at": START - timedelta(hours=1), "created_at": START}
    rows = [{"key": f"{turn}:{n}", "lane": f"{turn}:C{n % LANES}", **fixed} for n in range(LANES * EACH)]
    with desk.work() as work:
        work.sql.execute(insert(DELIVERY), rows)


def test_a_lane_has_one_on_its_way_however_many_claim_at_once(village: Village) -> None:
    """Six workers of two processes, none of which ends what it claimed."""
    elsewhere = Desk(open_engine(village.desk.engine.url.render_as_string()), village.desk.now)
    for turn in range(ROUNDS):
        owe(village.desk, village.place, turn)
        start = threading.Barrier(WORKERS)

        def take(desk: Desk, start: threading.Barrier = start) -> None:
            claims = Claims(desk, WORDING)
            start.wait()
            while claims._claim("lease", True) is not None:
                pass

        crew = [threading.Thread(target=take, args=(desk,)) for desk in (village.desk, elsewhere) * (WORKERS // 2)]
        for one in crew:
            one.start()
        for one in crew:
            one.join()
    on_their_way = Counter(one.lane for one in village.owed(state=S.SENDING))
    elsewhere.engine.dispose()
    assert on_their_way == {f"{turn}:C{lane}": 1 for turn in range(ROUNDS) for lane in range(LANES)}


def test_whoever_paints_a_card_sees_who_signed_up_meanwhile(village: Village) -> None:
    """A repaint is owed already; somebody signs up, and before that is written another worker wants to paint."""
    village.people("rosa", "ana", "luc")
    village.channel("C1")
    number = village.posts("rosa")
    village.joins("ana", number, "designer")
    with village.desk.work() as work:
        work.sql.execute(update(DELIVERY).where(DELIVERY.c.kind == "card.post").values(state=S.SENT))
    seen: list[int] = []

    def paint() -> None:
        if Claims(village.desk, WORDING)._claim("lease", True) is not None:
            seen.append(village.taken(number)["Developer"])

    painter = threading.Thread(target=paint)
    with village.work("luc") as work:
        joining(number, "developer")(work)
        work.react()
        painter.start()
        time.sleep(0.3)
    painter.join()
    assert seen in ([], [1])
    assert len(village.owed("card.repaint", state=S.READY)) == (0 if seen else 1)
