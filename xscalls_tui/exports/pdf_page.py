"""Pages of a PDF: texts by their real widths, drawn by the operators of the format itself.

fpdf2 makes the file, embeds the fonts and counts the glyphs; a text goes into the page as this module writes
it, since a cell of fpdf2's own costs many times as much.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import IO, Any, NamedTuple

from fpdf import FPDF
from fpdf.enums import PDFResourceType

from xscalls_tui.domain.text import clean
from xscalls_tui.i18n import Translator

FONTS = Path(__file__).parent / "fonts"
REGULAR, BOLD = "", "B"
_FAMILY = "dejavu"
_FILES = {REGULAR: "DejaVuSansCondensed.ttf", BOLD: "DejaVuSansCondensed-Bold.ttf"}
MARGIN = 28.0
CUT = "…"
_UNKNOWN = "\ufffd"
"""Stands for a character that the font does not have."""
_FOOT = 7.0

Colour = tuple[float, float, float]
"""Red, green and blue, from 0 to 1."""
BLACK: Colour = (0, 0, 0)
GREY: Colour = (0.35, 0.35, 0.35)


class _Glyph(NamedTuple):
    code: str
    """As it stands in the page."""
    width: float
    """In thousandths of the font's size."""


class Face:
    """One of the fonts: what characters are called in the page, and how wide they are."""

    def __init__(self, pdf: FPDF, style: str) -> None:
        pdf.set_font(_FAMILY, style, 8)
        font: Any = pdf.current_font
        self._font = font  # which counts the glyphs that are asked for
        self.number: int = font.i
        self._glyphs: dict[str, _Glyph] = {}

    def glyph(self, character: str) -> _Glyph:
        """How a character is written; one that the font lacks, as the sign for that."""
        found = self._glyphs.get(character)
        if found is None:
            font = self._font
            known = character if ord(character) in font.glyph_ids else _UNKNOWN
            code = chr(font.subset.pick(ord(known))).encode("utf-16-be").decode("latin-1")
            for special in "\\()":
                code = code.replace(special, f"\\{special}")
            found = _Glyph(code.replace("\r", "\\r"), font.cw[ord(known)])
            self._glyphs[character] = found
        return found

    def width(self, text: str, size: float) -> float:
        """How wide a text is, in points."""
        return sum(self.glyph(one).width for one in text) * size / 1000

    def fitted(self, text: str, size: float, room: float) -> str:
        """A text that is no wider than ``room`` points; cut with a sign at its end where it is."""
        left = room * 1000 / size
        widths = [self.glyph(one).width for one in text]
        if sum(widths) <= left:
            return text
        left -= self.glyph(CUT).width
        kept = 0
        for width in widths:
            if width > left:
                break
            left -= width
            kept += 1
        return text[:kept].rstrip() + CUT

    def wrapped(self, text: str, size: float, room: float) -> list[str]:
        """A text in lines no wider than ``room`` points, broken between words where that is possible."""
        lines: list[str] = []
        for paragraph in text.split("\n"):
            line = ""
            for word in paragraph.split(" "):
                joined = f"{line} {word}" if line else word
                if self.width(joined, size) <= room:
                    line = joined
                    continue
                if line:
                    lines.append(line)
                line = word
                while self.width(line, size) > room and len(line) > 1:
                    head = self.fitted(line, size, room).removesuffix(CUT) or line[0]
                    lines.append(head)
                    line = line[len(head) :]
            lines.append(line)
        return lines


class Paper:
    """An A4 document that is written from the top down. ``y`` is how far down it has come, in points."""

    def __init__(self, title: str, made_at: datetime, t: Translator, *, landscape: bool) -> None:
        self.t = t
        self._pdf = FPDF("landscape" if landscape else "portrait", "pt", "A4")
        self._pdf.set_auto_page_break(False)
        self._pdf.set_title(title)
        self._pdf.set_creator("xscalls")
        self._pdf.set_producer("xscalls")
        self._pdf.set_creation_date(made_at)
        self._pdf.set_lang("nb-NO" if t.language == "nb" else "en")
        for style, file in _FILES.items():
            self._pdf.add_font(_FAMILY, style, FONTS / file)
        self.faces = {style: Face(self._pdf, style) for style in _FILES}
        self.width = self._pdf.w - 2 * MARGIN
        self.bottom = self._pdf.h - MARGIN - 2 * _FOOT
        self.y = 0.0
        self._parts: list[str] = []
        self.head: Callable[[], None] | None = None
        """Writes what stands at the top of every page."""

    def begin_page(self) -> None:
        """Go on with a new page."""
        self._flush()
        self._pdf.add_page()
        for face in self.faces.values():
            self._pdf._resource_catalog.add(PDFResourceType.FONT, face.number, self._pdf.page)
        self.y = MARGIN
        if self.head is not None:
            self.head()

    def need(self, height: float) -> None:
        """Have room for so many points, on the next page if not on this one."""
        if self._pdf.page == 0 or self.y + height > self.bottom:
            self.begin_page()

    def fill(self, colour: Colour, height: float, *, x: float = 0.0, width: float | None = None) -> None:
        """A rectangle down from where the page has come to."""
        across = self.width if width is None else width
        red, green, blue = colour
        top = self._pdf.h - self.y - height
        self._parts.append(
            f"{red:g} {green:g} {blue:g} rg {MARGIN + x:.2f} {top:.2f} {across:.2f} {height:.2f} re f"
        )

    def text(
        self, text: str, x: float, down: float, size: float, style: str = REGULAR, colour: Colour = BLACK
    ) -> None:
        """A text whose line stands ``down`` points below where the page has come to."""
        face = self.faces[style]
        code = "".join([face.glyph(one).code for one in text])
        red, green, blue = colour
        at = f"{MARGIN + x:.2f} {self._pdf.h - self.y - down:.2f}"
        self._parts.append(
            f"{red:g} {green:g} {blue:g} rg BT /F{face.number} {size:g} Tf {at} Td ({code}) Tj ET"
        )

    def write(self, stream: IO[bytes]) -> None:
        """Number the pages, and write the document."""
        self._flush()
        pages = self._pdf.pages_count
        for number in range(1, pages + 1):
            self._pdf.page = number
            self.y = self._pdf.h - MARGIN
            told = self.t("export.page", page=number, pages=pages)
            across = self.faces[REGULAR].width(told, _FOOT)
            self.text(told, self.width - across, 0, _FOOT, colour=GREY)
            self._flush()
        stream.write(self._pdf.output())

    def _flush(self) -> None:
        if self._parts:
            self._pdf._out("\n".join(self._parts))
            self._parts = []


def plain(text: str) -> str:
    """A text on one line, without what cannot be seen."""
    return text if text.isprintable() else " ".join(clean(text).split())
