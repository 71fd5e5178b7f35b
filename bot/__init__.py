"""Decisions: the rules, the words, the outbox. Knows no chat platform, no HTTP and no scheduler."""
