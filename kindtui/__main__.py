"""Run kindtui as ``python -m kindtui``."""

from kindtui.cli import main

if __name__ == "__main__":
    main()
