"""Ringing, against real peers on loopback: a script, a web server, baresip and SIPp."""
