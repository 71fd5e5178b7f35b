"""The clock: a metronome, its ticks, and the senders they wake."""
