"""Chaos: real processes of the bot on a real database, killed at random while people change DNS, and counted after.

    python -m tests.chaos --changes 1000 --kills 100 --seed 7

The parts: plan (what is to happen), replicas (the processes), trouble (kills, freezes, crashes of the database,
faults), people (what is typed and pressed), claims (who took over what, and when), findings (what came of it all).
"""
