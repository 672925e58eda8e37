"""Whether a file holds what its suffix says, told by its first bytes; and what to do with kinds not read."""

from __future__ import annotations

import re

from cxassistant.corpus.loaders import LOADERS

# Bytes that text does not hold: C0 controls except tab, newline, vertical tab, form feed, return, escape.
_CONTROL = bytes(set(range(32)) - {9, 10, 11, 12, 13, 27}) + b"\x7f"
_MAX_CONTROL_SHARE = 0.01
_TEXT_BOMS = (b"\xff\xfe", b"\xfe\xff")  # UTF-16 and UTF-32 hold NULs and are text all the same
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PDF_HEAD = 1024  # bytes before which "%PDF-" may stand: readers accept what mail and web servers put there
_PAGE = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<!--.*?-->\s*)?<(?:!doctype html|html)", re.IGNORECASE | re.DOTALL
)
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*")
_SAVE_AS_DOCX = "open it in Word or LibreOffice and save it as .docx"
_SAVE_TEXT = "save its text as .txt"
_UNREAD = {
    **dict.fromkeys(
        (".doc", ".dot", ".rtf", ".odt", ".ott", ".docm", ".dotx", ".wpd", ".pages", ".sxw"), _SAVE_AS_DOCX
    ),
    **dict.fromkeys((".ppt", ".pptx", ".odp", ".key"), "export it as .pdf"),
    **dict.fromkeys(
        (".xls", ".xlsx", ".ods", ".csv", ".json", ".xml", ".epub", ".mobi", ".eml", ".msg"), _SAVE_TEXT
    ),
    **dict.fromkeys(
        (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff", ".webp", ".heic", ".svg", ".bmp"),
        "a picture holds no text: recognise its text (OCR) and save that as .txt",
    ),
    **dict.fromkeys((".zip", ".7z", ".rar", ".gz", ".tar"), "unpack it into the folder"),
}


def unread_reason(suffix: str) -> str:
    """Why files with this suffix (lower case, with its dot, or "") are not read, and what to do."""
    kind = f"'{suffix}' files" if suffix else "files without a suffix"
    known = ", ".join(sorted(LOADERS))
    advice = _UNREAD.get(suffix, "save the text as .txt or .md")
    return f"{kind} are not read (known: {known}): {advice}"


def unfit_reason(suffix: str, data: bytes) -> str | None:
    """Why ``data`` cannot be a document with this suffix, and what to do; None when it may be one."""
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n\f\v"):
        return "empty: put text in it or remove it"
    held = _held(data)
    if suffix == ".pdf":
        return None if held == ".pdf" else _misnamed(held, "a PDF", suffix)
    if suffix == ".docx":
        return None if held == ".docx" else _misnamed(held, "a Word document", suffix)
    if held in (".pdf", ".docx") or held in _FOREIGN:
        return _misnamed(held, "text", suffix)
    return None if data.startswith(_TEXT_BOMS) else _binary_reason(data)


_FOREIGN = {
    ".doc": ("an old Word document or one with a password", f"{_SAVE_AS_DOCX}, without a password"),
    ".rtf": ("an RTF file", _SAVE_AS_DOCX),
    ".png": ("a picture", "recognise its text (OCR) and save that as .txt"),
}
_RENAMED = {
    ".pdf": ("a PDF", "rename it to .pdf"),
    ".docx": ("a zip or Office file", "rename it to .docx if Word made it, else save its text as .txt"),
    ".html": ("a web page", "rename it to .html"),
}


def _held(data: bytes) -> str | None:
    """The suffix that the bytes ask for; None for text or what is not recognised."""
    if data.startswith(_ZIP):
        return ".docx"
    if data.startswith(_OLE):
        return ".doc"
    if data.startswith(b"{\\rtf"):
        return ".rtf"
    if data.startswith(_PICTURES):
        return ".png"
    if _PAGE.match(data[:_PDF_HEAD]):
        return ".html"
    return ".pdf" if b"%PDF-" in data[:_PDF_HEAD] and _is_pdf(data) else None


def _is_pdf(data: bytes) -> bool:
    """Whether "%PDF-" opens the file or a line of it: an article may speak of it."""
    return bool(re.match(rb"[^%]{0,1000}?^%PDF-\d", data[:_PDF_HEAD], re.MULTILINE))


def _misnamed(held: str | None, wanted: str, suffix: str) -> str:
    found = {**_FOREIGN, **_RENAMED}.get(held or "")
    if found is None:
        return f"not {wanted}, whatever its name says (or it is damaged): save it again, or save its text as .txt"
    kind, advice = found
    return (
        f"binary ({kind} under the name {suffix}): {advice}"
        if held != ".html"
        else (f"{kind} under the name {suffix}: {advice}")
    )


def _binary_reason(data: bytes) -> str | None:
    if b"\x00" in data:
        return "binary (it holds NUL bytes): save the text as UTF-8"
    if len(data) - len(data.translate(None, _CONTROL)) > max(1, len(data) * _MAX_CONTROL_SHARE):
        return "binary (many control characters): save the text as UTF-8"
    return None
