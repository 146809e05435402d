"""Words on their way out and in: each module is one form of file, and knows no screen."""
