"""A program of its own that sets one document: reads JSON from standard input, writes PDF to standard output.

It knows nothing of the portal. Typst keeps what it has computed for the next documents, hundreds of megabytes after a
dozen of them; in a process that ends, that costs a worker nothing.
"""

from __future__ import annotations

import json
import sys

import typst


def main() -> int:
    asked = json.load(sys.stdin)
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[asked["fonts"]])
    try:
        pdf = typst.compile(
            asked["template"],
            sys_inputs={"data": asked["data"]},
            font_paths=fonts,
            format="pdf",
            pdf_standards=["ua-1"],
            timestamp=asked["timestamp"],
        )
    except typst.TypstError as fault:
        sys.stderr.write(f"{fault.message}\n{' '.join(fault.hints)}\n")
        return 1
    sys.stdout.buffer.write(pdf)
    return 0


if __name__ == "__main__":
    sys.exit(main())
