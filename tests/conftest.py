"""What the whole test run can be told."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="take the pictures in assets/pictures anew")
