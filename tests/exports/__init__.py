"""Calls that leave the program as files."""
