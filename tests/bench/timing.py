"""Timing two things side by side."""

import time
from collections.abc import Callable, Sequence

Step = Callable[[], object]
Clock = Callable[[], int]
CPU: Clock = time.process_time_ns
"""Time the processor spent on this process, all threads, the kernel's work for it included."""
WALL: Clock = time.perf_counter_ns


def side_by_side(first: Step, second: Step, *, rounds: int, each: int, clock: Clock = CPU) -> tuple[float, float]:
    """Microseconds one call of each takes: the means of the round whose ratio is the median of all rounds'.

    The two take turns, call by call. So they share whatever else the machine does meanwhile, and both find the
    processor's caches as a bot finds them that is asked now and then; a thing repeated in a tight loop does not.
    """
    means: list[tuple[float, float]] = []
    for _round in range(rounds):
        one = other = 0
        for _call in range(each):
            start = clock()
            first()
            between = clock()
            second()
            one, other = one + between - start, other + clock() - between
        means.append((one / each / 1000, other / each / 1000))
    return median(means)


def in_tight_loops(first: Step, second: Step, *, rounds: int, each: int, clock: Clock = CPU) -> tuple[float, float]:
    """The same, but each repeated by itself: loop by loop they take turns, so only the caches are not shared."""
    return median([(_loop(first, each, clock), _loop(second, each, clock)) for _round in range(rounds)])


def median(rounds: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The round whose ratio is the median."""
    return sorted(rounds, key=lambda mean: mean[0] / mean[1])[len(rounds) // 2]


def percentile(times: Sequence[float], share: int) -> float:
    """What so many in a hundred of the times stay below."""
    return sorted(times)[min(len(times) * share // 100, len(times) - 1)]


def _loop(step: Step, each: int, clock: Clock) -> float:
    start = clock()
    for _call in range(each):
        step()
    return (clock() - start) / each / 1000
