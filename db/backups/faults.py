"""What keeps a backup from being taken or put back."""


class Unusable(Exception):
    """Says why, and what to do, to whoever runs the machine."""


class HalfDone(Unusable):
    """The database was emptied and could not be filled again: nothing may start on it until something is restored."""
