"""What the bot says: pure functions from facts to messages, spoken by a Voice in the reader's language."""
