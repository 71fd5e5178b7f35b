"""What Slack refuses to show. Each function lists the faults of one kind of surface, empty when it is fine."""

from sandbox.limits.surfaces import message_faults, suggestion_faults, view_faults, view_too_large

__all__ = ["message_faults", "suggestion_faults", "view_faults", "view_too_large"]
