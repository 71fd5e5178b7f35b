"""Why PostgreSQL let nobody in, told by one of three names: what it and libpq say quotes hosts, users and databases."""

import re

NO_USER, NO_DATABASE, NO_SERVER = "user refused", "no such database", "unreachable"
SAID = (
    (NO_USER, r"authentication failed|no password supplied|no pg_hba\.conf entry|role .* does not exist"),
    (NO_DATABASE, r"database .* does not exist"),
    (NO_SERVER, r"refused|[Tt]imeout|timed out|resolve|translate|Name or service|No route|unreachable|No such file"),
)
"""A failed connection has no code, only words (postgresql.org/docs/current/client-authentication-problems.html); a
server that speaks another language than English is not understood."""


def reason(said: str) -> str:
    """One of the names; empty for anything else. A name stays what it is: an error may be looked at twice."""
    if said in (NO_USER, NO_DATABASE, NO_SERVER):
        return said
    return next((name for name, words in SAID if re.search(words, said)), "")
