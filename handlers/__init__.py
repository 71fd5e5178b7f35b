"""Every way in, and the way out: Slack, the clock."""
