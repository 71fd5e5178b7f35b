"""Every query has a name and takes a session. Plain ones return models or values; nothing here decides."""
