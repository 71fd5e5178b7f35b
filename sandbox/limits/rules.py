"""The small rules all others are made of."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sandbox.limits.report import Report, Rule


def string(most: int, least: int = 1, form: str = "", named: str = "") -> Rule:
    """A string of `least` to `most` characters, of a form when one is given (a regular expression and its name)."""
    pattern = re.compile(form) if form else None

    def check(value: Any, path: str, report: Report) -> None:
        if not isinstance(value, str):
            report.add(path, "must be a string")
        elif len(value) > most:
            report.add(path, f"must be less than {most + 1} characters")
        elif len(value) < least:
            report.add(path, f"must be more than {least - 1} characters")
        elif pattern and not pattern.fullmatch(value):
            report.add(path, f"must be a valid {named}")

    return check


def whole(least: int, most: int) -> Rule:
    """An integer within bounds."""

    def check(value: Any, path: str, report: Report) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            report.add(path, "must be an integer")
        elif not least <= value <= most:
            report.add(path, f"must be between {least} and {most}")

    return check


def truth(value: Any, path: str, report: Report) -> None:
    """true or false, and nothing like them."""
    if not isinstance(value, bool):
        report.add(path, "must be a boolean")


def one_of(*known: Any) -> Rule:
    def check(value: Any, path: str, report: Report) -> None:
        if value not in known:
            report.add(path, f"must be a valid enum value: {', '.join(map(str, known))}")

    return check


def items(rule: Rule, most: int, least: int = 1) -> Rule:
    """A list of `least` to `most` things, each by the same rule."""

    def check(value: Any, path: str, report: Report) -> None:
        if not isinstance(value, list):
            report.add(path, "must be an array")
            return
        if len(value) > most:
            report.add(path, f"no more than {most} items allowed")
        if len(value) < least:
            report.add(path, f"no fewer than {least} items allowed")
        for number, item in enumerate(value):
            rule(item, f"{path}/{number}", report)

    return check


def anything(value: Any, path: str, report: Report) -> None:
    """No rule."""


@dataclass(frozen=True)
class Shape:
    """An object: fields it must have, fields it may have, and nothing else. `checks` see the whole of it."""

    required: Mapping[str, Rule] = field(default_factory=dict)
    optional: Mapping[str, Rule] = field(default_factory=dict)
    checks: tuple[Rule, ...] = ()

    def __call__(self, value: Any, path: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.add(path, "must provide an object")
            return
        found_before = len(report)
        for name in self.required.keys() - value.keys():
            report.add(path, f"missing required field: {name}")
        for name in value.keys() - self.required.keys() - self.optional.keys() - {"type"}:
            report.add(path, f"invalid additional property: {name}")
        for name, rule in {**self.required, **self.optional}.items():
            if name in value:
                rule(value[name], f"{path}/{name}", report)
        # A check of the whole may rely on the parts being sound.
        if len(report) == found_before:
            for check in self.checks:
                check(value, path, report)


def by_type(known: Mapping[str, Rule]) -> Rule:
    """An object whose `type` says which rule it goes by; any other type is refused."""

    def check(value: Any, path: str, report: Report) -> None:
        if not isinstance(value, dict):
            report.add(path, "must provide an object")
        elif "type" not in value:
            report.add(path, "missing required field: type")
        elif value["type"] not in known:
            report.add(f"{path}/type", f"unsupported type: {value['type']}")
        else:
            known[value["type"]](value, path, report)

    return check


def unique(values: list[Any], what: str, path: str, report: Report) -> None:
    """Nothing twice; None does not count."""
    given = [value for value in values if value is not None]
    twice = sorted({str(value) for value in given if given.count(value) > 1})
    for value in twice:
        report.add(path, f"`{what}` {value!r} already exists for another element")
