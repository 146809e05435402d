"""The command line: the parser, the commands and the plain-line check-in, and what wires them together."""
