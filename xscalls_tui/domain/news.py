"""What happens to the database while somebody works on it."""

from enum import Enum, auto


class News(Enum):
    """What who watches the database is told."""

    ALIVE = auto()
    """It answers. Told every other second or so."""
    LOST = auto()
    """It does not answer (any more)."""
    CHANGED = auto()
    """Somebody else has written."""
    PRESENCE = auto()
    """Somebody else has opened or left a call, or asks for one; nothing that is journalled has changed."""
