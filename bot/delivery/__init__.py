"""The outbox: what the bot owes, sent exactly once."""
