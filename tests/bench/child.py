"""A process to be measured: the bot as an operator starts it, or a Bolt app that does nothing, over Socket Mode.

For each line it is given it tells the CPU time it has used so far, in nanoseconds, all threads and the kernel's share.
"""

import sys
import threading
import time

from bot.__main__ import main
from bot.settings import Settings, read_settings
from handlers.slack import connection
from tests.bench.world import bolt, listen_to_all
from tests.town import ROOT


def tell() -> None:
    for _line in sys.stdin:
        sys.stdout.write(f"{time.process_time_ns()}\n")
        sys.stdout.flush()


def do_nothing(settings: Settings) -> None:
    """Acknowledges everything, for as long as it is let."""
    with bolt() as app:
        listen_to_all(app)
        client = connection.web_client(settings.slack_bot_token, settings.slack_api_url)
        connection.open_socket(app, settings.slack_app_token, client).connect()
        threading.Event().wait()


if __name__ == "__main__":
    threading.Thread(target=tell, daemon=True).start()
    if sys.argv[1:] == ["nothing"]:
        do_nothing(read_settings(ROOT / "tests"))
    else:
        sys.exit(main(sys.argv[1:]))
