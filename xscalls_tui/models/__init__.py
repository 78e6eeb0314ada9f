"""Tables, the engines that hold them, and the one way in which they are written.

peewee imports every driver that is installed. None of them is wanted by a start on SQLite, so it is first
imported here, where it finds none; ``postgres.py`` brings its own.
"""

import sys

_drivers = dict.fromkeys({"psycopg2", "psycopg2cffi", "psycopg", "pymysql", "MySQLdb"} - sys.modules.keys())
sys.modules.update(_drivers)  # type: ignore[arg-type]  # None: not to be found

import peewee  # noqa: E402, F401

for _name in _drivers:
    del sys.modules[_name]
