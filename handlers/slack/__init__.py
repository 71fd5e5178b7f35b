"""Slack: requests in, messages out. Nothing here decides and nothing here words."""
