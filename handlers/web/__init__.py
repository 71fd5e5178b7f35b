"""The surface over HTTP: a server, and what it says of how the bot is."""
