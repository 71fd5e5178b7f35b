"""Refusals: what cannot be done, with the values its sentence needs, by noun; and the base of them all.

A refusal changes nothing. `bot.messages.refusals` has a sentence for each, in both languages, under the same noun.
"""

from dataclasses import dataclass, field


@dataclass
class Refusal(Exception):
    """What was asked cannot be done. Base of them all."""

    def __post_init__(self) -> None:
        super().__init__(type(self).__name__)


@dataclass
class Faults(Refusal):
    """A dialog was filled in with something that cannot be taken: field → what is wrong with it."""

    fields: dict[str, "Fault"] = field(default_factory=dict)


@dataclass(frozen=True)
class Fault:
    """One field's fault: its name in `bot.messages.faults`, with the values of the sentence."""

    name: str
    values: dict[str, str | int] = field(default_factory=dict)
