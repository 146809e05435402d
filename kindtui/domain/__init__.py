"""Pure values and rules, without a clock, a disk or a terminal."""
