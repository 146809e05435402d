"""What the ritual asks and offers: prompts, suggested acts, boundary checks and the kindness jar."""
