"""Makes the documents of this folder from the two articles in Markdown: ``python make.py``.

Needs Debian's pandoc, libreoffice-writer-nogui, hyphen-nl and hyphen-en-gb. The files are committed, so that the
tests need none of these; run it again only to change the articles, and commit what it makes.

- ``NAME.docx``: by pandoc, with an author among its properties.
- ``NAME-writer.docx`` and ``NAME.pdf``: by LibreOffice Writer, from a text on A5 with a running header, page
  numbers, justified lines and words divided at line ends.
- ``NAME-kolommen.pdf``: the same in two columns.
- ``wachtkamer-slot.pdf``: with a password, which is "geheim".
- ``wachtkamer-oud.doc``: as older versions of Word save it.
- ``balie.docx``: by pandoc, with a title in Word's own style, a table and a footnote.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ARTICLES = {
    "wachtkamer": ("nl", "NL", "Maaike Roodenburg-Visser"),
    "returns-desk": ("en", "GB", "Edmund Thackeray-Bell"),
}
LOCKED = (
    'pdf:writer_pdf_Export:{"EncryptFile":{"type":"boolean","value":"true"},'
    '"DocumentOpenPassword":{"type":"string","value":"geheim"}}'
)
DESK = """---
title: Tellen aan de balie
author: drs. Wessel van den Hoogenband
---

Een balie die telt hoeveel mensen er komen, weet nog niet waarom ze komen. Wij hielden een week lang bij wat de eerste
vraag was.[^1]

| Vraag            | Maandag | Vrijdag |
|------------------|---------|---------|
| Waar moet ik zijn | 41      | 38      |
| Hoe laat          | 12      | 19      |

De tabel laat zien dat de weg vragen nooit overgaat. Wie de bewegwijzering verbetert, maakt tijd vrij voor de vragen
waar een mens voor nodig is.

[^1]: Geteld in de tweede week van november, door vier medewerkers.
"""
HEADER = """<style:header><text:p>{title}</text:p></style:header>
<style:footer><text:p>{page} <text:page-number text:select-page="current">1</text:page-number> / <text:page-count>1
</text:page-count></text:p></style:footer>"""
COLUMNS = '<style:columns fo:column-count="2" fo:column-gap="0.25in"/>'


def run(*command: str | Path) -> None:
    subprocess.run([str(part) for part in command], check=True, capture_output=True)


def styled(reference: Path, target: Path, language: str, country: str, title: str, columns: bool) -> None:
    """A copy of pandoc's reference document on A5 with a header, a footer and divided words."""
    page = "Pagina" if language == "nl" else "Page"
    with zipfile.ZipFile(reference) as old, zipfile.ZipFile(target, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "styles.xml":
                text = data.decode()
                text = text.replace('fo:page-width="8.5in"', 'fo:page-width="5.83in"')
                text = text.replace('fo:page-height="11in"', 'fo:page-height="8.27in"')
                text = re.sub(r'fo:margin-(top|bottom|left|right)="1in"', r'fo:margin-\1="0.7in"', text)
                text = text.replace(
                    'fo:language="en" fo:country="US"', f'fo:language="{language}" fo:country="{country}"'
                )
                text = text.replace('fo:hyphenate="false"', 'fo:hyphenate="true"')
                text = re.sub(
                    r'(style:name="Text_20_body".*?<style:paragraph-properties )',
                    r'\1fo:text-align="justify" ',
                    text,
                    count=1,
                    flags=re.DOTALL,
                )
                head, master = text.split("<style:master-page", 1)
                master = re.sub(
                    r"<style:footer>.*</style:footer>",
                    HEADER.format(title=title, page=page),
                    master,
                    flags=re.DOTALL,
                )
                if columns:
                    head = head.replace("<style:footnote-sep", COLUMNS + "<style:footnote-sep", 1)
                data = f"{head}<style:master-page{master}".encode()
            new.writestr(item, data)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        reference = work / "reference.odt"
        reference.write_bytes(
            subprocess.run(
                ["pandoc", "--print-default-data-file", "reference.odt"], check=True, capture_output=True
            ).stdout
        )
        for name, (language, country, author) in ARTICLES.items():
            source = HERE / f"{name}.md"
            title = source.read_text(encoding="utf-8").splitlines()[0].lstrip("# ")
            run(
                "pandoc",
                source,
                "-o",
                HERE / f"{name}.docx",
                f"--variable=author:{author}",
                "-M",
                f"author={author}",
            )
            for columns in (False, True):
                styled(reference, work / "styled.odt", language, country, title, columns)
                odt = work / (f"{name}-kolommen.odt" if columns else f"{name}.odt")
                run("pandoc", source, "-o", odt, "--reference-doc", work / "styled.odt")
                run("soffice", "--headless", "--convert-to", "pdf", "--outdir", HERE, odt)
                if not columns and name == "wachtkamer":
                    run("soffice", "--headless", "--convert-to", LOCKED, "--outdir", work, odt)
                    (work / f"{name}.pdf").rename(HERE / f"{name}-slot.pdf")
                    run("soffice", "--headless", "--convert-to", "doc", "--outdir", work, odt)
                    (work / f"{name}.doc").rename(HERE / f"{name}-oud.doc")
                if not columns:
                    run("soffice", "--headless", "--convert-to", "docx", "--outdir", work, odt)
                    (work / f"{name}.docx").rename(HERE / f"{name}-writer.docx")
        desk = work / "balie.md"
        desk.write_text(DESK, encoding="utf-8")
        run("pandoc", desk, "-o", HERE / "balie.docx")


if __name__ == "__main__":
    main()
