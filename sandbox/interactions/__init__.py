"""What a member does, as Slack tells the app of it, and what becomes of the app's acknowledgement."""
