"""`kindtui checkin`: the ritual as plain lines."""
