"""What a member reads: Slack's mark-up, dates in their zone and language, and whose attention it takes."""
