"""Data that stands inside a page: JSON that cannot end the `<script>` it stands in.

Owns the escaping, for every JSON of a page alike. What the data says belongs to others.
"""

from __future__ import annotations

import json

from generator.page.views import Html


def inside_script(value: object) -> Html:
    """The value as JSON, short, that cannot end the script it stands in, nor a line of it."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Html(text)
