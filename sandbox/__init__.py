"""A pretend Slack workspace on loopback: Web API over HTTP, Socket Mode over WebSocket, as strict as Slack.

It knows Slack's protocol and nothing of any bot.
Start at `sandbox.server.Sandbox` (the workspace, running) and `sandbox.actor.Actor` (a member's hands and eyes).
"""
