"""Where files live: the user's data and configuration, and the program's own style sheets."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_config_path, user_data_path, user_state_path

APP = "xscalls"


def database_file() -> Path:
    """The embedded database of a single user, in the XDG data folder."""
    return user_data_path(APP) / "xscalls.db"


def config_file() -> Path:
    """The user's configuration file (TOML); it need not exist."""
    return user_config_path(APP) / "config.toml"


def log_file() -> Path:
    """Where crashes and warnings are written."""
    return user_state_path(APP) / "xscalls.log"


def exports_dir(initials: str) -> Path:
    """Where the files go that an employee takes out of the program; it need not exist."""
    return user_data_path(APP) / "exports" / initials


def styles_dir() -> Path:
    """The style sheets: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    installed = package / "styles"
    return installed if installed.is_dir() else package.parent / "styles"
