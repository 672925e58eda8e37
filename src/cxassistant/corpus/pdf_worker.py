"""Reads the PDF on stdin and writes its printed lines as JSON: run as a process of its own.

PDFium is native code, and a file can be made to keep it busy or to take all memory. In a process with limits the
worst that a file can do is to be skipped. Nothing here judges what a line is; ``pdf_lines`` does.
"""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Iterator
from typing import Any

MAX_PAGES = 2_000
MAX_CHARS = 6_000_000
MEMORY = 2_000_000_000  # bytes of address space
_PASSWORD = 4  # FPDF_ERR_PASSWORD
_DIVIDED = "\x02"  # what PDFium gives for a hyphen at the end of a line
_MAX_DRAWN = 5_000  # drawn things on a page; a map or chart has no bullets
_MAX_DOTS = 200
_FLAG_BOLD = 1 << 18  # of a font descriptor: "force bold"


def main() -> None:
    """One JSON object: ``pages`` (lists of lines), ``sizes``, ``properties``; or ``error`` with its kind."""
    limit_memory()
    json.dump(_read(sys.stdin.buffer.read()), sys.stdout)


def limit_memory() -> None:
    """Let this process take no more than ``MEMORY``, where the system can hold it to that."""
    try:
        import resource
    except ImportError:  # Windows
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = MEMORY if hard == resource.RLIM_INFINITY else min(MEMORY, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))


def _read(data: bytes) -> dict[str, Any]:
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
        count = len(document)
    except pdfium.PdfiumError as error:
        return {"error": "password" if getattr(error, "err_code", None) == _PASSWORD else "damaged"}
    if count > MAX_PAGES:
        return {"error": "pages", "count": count}
    properties = {key: value for key, value in document.get_metadata_dict().items() if value}
    pages: list[list[Any]] = []
    sizes: list[tuple[float, float]] = []
    total = unreadable = 0
    for number in range(count):
        try:
            page = document[number]
            text = page.get_textpage()
        except pdfium.PdfiumError:
            unreadable += 1
            pages.append([])
            sizes.append((0.0, 0.0))
            continue
        total += text.count_chars()
        if total > MAX_CHARS:
            return {"error": "long", "count": total}
        sizes.append(page.get_size())
        pages.append(_with_bullets(list(_lines(text)), list(_dots(page))))
        text.close()
        page.close()
    if count == 0 or unreadable == count:
        return {"error": "damaged"}
    return {"pages": pages, "sizes": sizes, "properties": properties}


def _dots(page: Any) -> Iterator[tuple[float, float]]:
    """Middles of the small round or square marks on a page: browsers draw bullets instead of writing them."""
    import pypdfium2.raw as raw

    for number, item in enumerate(page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4)):
        if number > _MAX_DRAWN:
            return
        left, bottom, right, top = item.get_bounds()
        width, height = right - left, top - bottom
        if 1.5 < width < 8 and 1.5 < height < 8 and abs(width - height) < 1:
            yield (left + right) / 2, (bottom + top) / 2


def _with_bullets(lines: list[list[Any]], dots: list[tuple[float, float]]) -> list[list[Any]]:
    """The lines, with a bullet before each that has a mark drawn just left of it."""
    if len(dots) <= _MAX_DOTS:
        for line in lines:
            left, bottom, top = line[1], line[2], line[4]
            if any(0 < left - x < 2.5 * (top - bottom) and bottom < y < top for x, y in dots):
                line[0] = f"• {line[0]}"
    return lines


def _lines(page: Any) -> Iterator[list[Any]]:
    """Each printed line as text, left, bottom, right, top (points), height of its letters, whether it is bold."""
    import pypdfium2.raw as raw

    start, count = 0, page.count_chars()
    codes = [raw.FPDFText_GetUnicode(page.raw, i) for i in range(count)]
    for index, code in enumerate([*codes, 10]):
        if code not in (10, 13, 2):
            continue
        chars = [i for i in range(start, index) if codes[i] not in (0, 32, 0xA0, 0xFFFE)]
        if chars:
            text = "".join(map(_char, codes[start:index])) + (_DIVIDED if code == 2 else "")
            boxes = [page.get_charbox(i, loose=True) for i in chars]
            heights = sorted(box[3] - box[1] for box in boxes)
            bold = sum(_is_bold(page, i) for i in chars[:: max(1, len(chars) // 6)])
            yield [
                text,
                round(min(box[0] for box in boxes), 2),
                round(sorted(box[1] for box in boxes)[len(boxes) // 2], 2),
                round(max(box[2] for box in boxes), 2),
                round(sorted(box[3] for box in boxes)[len(boxes) // 2], 2),
                round(heights[len(heights) // 2], 2),
                2 * bold > len(chars[:: max(1, len(chars) // 6)]),
            ]
        start = index + 1


def _char(code: int) -> str:
    if code in (0, 0xFFFE) or 0xD800 <= code < 0xE000:
        return ""
    return "•" if code in (0xF0B7, 0xF0A7, 0xF076) else chr(code)  # bullets of symbol fonts


def _is_bold(page: Any, index: int) -> bool:
    import pypdfium2.raw as raw

    buffer, flags = ctypes.create_string_buffer(128), ctypes.c_int()
    raw.FPDFText_GetFontInfo(page.raw, index, buffer, 128, ctypes.byref(flags))
    name = buffer.value.lower()
    return any(word in name for word in (b"bold", b"black", b"heavy")) or bool(flags.value & _FLAG_BOLD)


if __name__ == "__main__":
    main()
