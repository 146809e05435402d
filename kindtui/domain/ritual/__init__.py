"""What a day asks and offers: questions, suggested acts, boundary checks and the kindness jar."""
