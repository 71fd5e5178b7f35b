"""What keeps a backup from being taken or put back."""


class Unusable(Exception):
    """Says why, and what to do, to whoever runs the machine."""
