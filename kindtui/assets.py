"""The location of the assets."""

from pathlib import Path

_PACKAGE_DIR = Path(__file__).resolve().parent
ASSETS_DIR = next(
    folder for folder in (_PACKAGE_DIR / "assets", _PACKAGE_DIR.parent / "assets") if folder.is_dir()
)
STYLESHEET_PATH = ASSETS_DIR / "kindtui.tcss"
PAGE_STYLESHEET_PATH = ASSETS_DIR / "diary.css"
PAGE_MARKS_PATH = ASSETS_DIR / "diary_marks.svg"
YEAR_PICTURE_PATH = ASSETS_DIR / "year_picture.svg"
CONTENT_DIR = ASSETS_DIR / "content"
TEXTS_DIR = CONTENT_DIR / "texts"
