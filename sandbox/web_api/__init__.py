"""The Web API. docs.slack.dev/reference/methods; every method a bot of this kind may use, others are unknown."""
