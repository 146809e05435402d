"""The lock on the words of a journal: keys, sealed words, and whole journals; docs/lock.md explains it."""
