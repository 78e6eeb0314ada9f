"""Ringing by a request to a telephone exchange, which rings the operator's telephone and then the number."""

from __future__ import annotations

import os
import urllib.error
import urllib.request
from http.client import HTTPException
from typing import Any, NoReturn

from xscalls_tui.config.telephone import NUMBER, SECRET, Telephone
from xscalls_tui.domain.errors import NotDialled
from xscalls_tui.services.telephone.line import Line

_FORM = "application/x-www-form-urlencoded"


class HttpLine(Line):
    """A call that one request rings, and another one may end."""

    def __init__(self, telephone: Telephone, number: str) -> None:
        super().__init__(telephone, number)
        self._ask(telephone.http.url)

    def hang_up(self) -> None:
        """Send the request for it, if there is one."""
        if url := self.telephone.http.hang_up_url:
            self._ask(url)

    def _ask(self, url: str) -> None:
        http, seconds = self.telephone.http, self.telephone.timeout
        encoded = self.number.replace("+", "%2B")
        secret = self._secret() if any(SECRET in text for text in http.headers.values()) else ""
        headers = {name: text.replace(SECRET, secret) for name, text in http.headers.items()}
        form = any(_FORM in text for name, text in headers.items() if name.lower() == "content-type")
        body = http.body.replace(NUMBER, encoded if form else self.number).encode() or None
        try:
            request = urllib.request.Request(url.replace(NUMBER, encoded), body, headers, method=http.method)
            with urllib.request.build_opener(_NoRedirect).open(request, timeout=seconds):
                pass
        except urllib.error.HTTPError as error:
            error.close()
            raise NotDialled("tel.http.refused", code=error.code) from None
        except TimeoutError:
            _slow(seconds)
        except urllib.error.URLError as error:
            if isinstance(error.reason, TimeoutError):
                _slow(seconds)
            why = getattr(error.reason, "strerror", None) or type(error.reason).__name__
            raise NotDialled("tel.http.unreachable", why=str(why)) from None
        except (OSError, HTTPException, ValueError) as error:
            # Its own words may have the secret in them.
            raise NotDialled("tel.http.unreachable", why=type(error).__name__) from None

    def _secret(self) -> str:
        http = self.telephone.http
        if http.secret_file is None:
            secret = os.environ.get(http.secret_env, "") if http.secret_env else ""
        else:
            try:
                secret = http.secret_file.read_text(encoding="ascii").strip()
            except (OSError, UnicodeDecodeError):
                secret = ""
        if not secret or not secret.isprintable():
            raise NotDialled("tel.http.nosecret")
        return secret


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """Goes nowhere else: the secret is for the address that is configured."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _slow(seconds: float) -> NoReturn:
    raise NotDialled("tel.http.slow", seconds=f"{seconds:g}") from None
