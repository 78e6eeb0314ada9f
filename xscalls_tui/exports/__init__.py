"""Calls leaving the program as files. Each format is loaded when it is asked for."""
