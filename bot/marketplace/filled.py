"""What was filled in to come in: each field read once, and every fault named at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.errors import Fault, Faults
from bot.marketplace.naming import cleaned
from bot.messages.form import Answer


@dataclass
class Filled:
    """The answers being read, and the faults found so far."""

    answers: Mapping[str, Answer]
    faults: dict[str, Fault] = field(default_factory=dict)

    def words(self, name: str, longest: int, *, needed: bool) -> str:
        given = self.answers.get(name)
        words = cleaned(given).strip() if isinstance(given, str) else ""
        if needed and not words:
            self.faults[name] = Fault("missing")
        elif len(words) > longest:
            self.faults[name] = Fault("too_long", {"longest": longest, "length": len(words)})
        return words

    def told(self, questions: Sequence[str], longest: int) -> list[list[str]]:
        """Each answer beside its question."""
        return [[question, self.words(f"answer_{n}", longest, needed=True)] for n, question in enumerate(questions, 1)]

    def must_be_whole(self) -> None:
        """Raises Faults."""
        if self.faults:
            raise Faults(self.faults)
