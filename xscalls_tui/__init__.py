"""xscalls: the telephone calls of XS Office ("CRM - Samtaler") in a terminal."""

__version__ = "0.1.0"
