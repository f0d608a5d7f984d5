"""Which encoder setting pictures need to look the same, judged by SSIMULACRA 2: the ground of `media/formats.QUALITY`.

    uv run --with ssimulacra2 --with scikit-image python tests/benchmarks/picture_quality.py [PICTURE…]

Without pictures it takes those of the sample shops and the photographs that scikit-image ships. For every picture,
format and width it finds the lowest setting that reaches the width's target score, and prints a table by the kind that
`formats.kind_of` sees: the least, the middle and the most that a picture asked for, with the bytes at the middle one.

SSIMULACRA 2 (Sneyers, 2023) agrees with people's judgement of compressed photos better than SSIM, PSNR or
Butteraugli do on the CID22 set of 22,000 opinions; 70 is "high quality", 50 "medium", 90 "no difference to be seen".
"""

from __future__ import annotations

import io
import statistics
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from generator.media.formats import kind_of

TARGETS = {240: 70, 480: 68, 720: 62, 1200: 58}
"""The score aimed at by width in pixels. Widths above 700 are fetched by screens of two pixels and more for each of
CSS, where one pixel is half as large to the eye as the metric takes it to be."""
DRAWN_TARGET = 80
"""Letters are read, not looked at."""

ROOT = Path(__file__).parents[2]
SHOPS = (
    *(f"content/images/{name}.jpg" for name in ("melati-1", "hampers-1", "lilin-2", "maker", "cover")),
    *(f"tests/shops/{name}" for name in ("keramik/content/images/glaze-tests.jpg", "figur/content/images/robot.jpg")),
    *(f"tests/shops/{name}" for name in ("keramik/content/images/chat-1.png", "figur/content/images/logo.jpg")),
)
SAMPLES = (
    "astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg", "motorcycle_left.png", "hubble_deep_field.jpg",
    "gravel.png", "brick.png", "camera.png",
)  # fmt: skip
SETTINGS = {
    "AVIF": (range(24, 92, 2), {"speed": 6, "max_threads": 1}),
    "WEBP": (range(36, 98, 2), {"method": 6}),
    "JPEG": (range(36, 98, 2), {"progressive": True, "optimize": True, "subsampling": "4:2:0"}),
}


def pictures() -> Iterator[Path]:
    if given := sys.argv[1:]:
        yield from map(Path, given)
        return
    import skimage  # noqa: PLC0415

    yield from (ROOT / name for name in SHOPS)
    yield from (Path(skimage.__file__).parent / "data" / name for name in SAMPLES)


def score(original: Path, changed: Image.Image, folder: Path) -> float:
    from ssimulacra2 import compute_ssimulacra2  # noqa: PLC0415

    shown = folder / "changed.png"
    changed.save(shown, compress_level=1)
    return float(compute_ssimulacra2(str(original), str(shown)))


def needed(original: Path, how: str, target: float, folder: Path) -> tuple[int, int]:
    """The lowest setting that reaches the target, by halving, and the bytes it takes."""
    steps, options = SETTINGS[how]
    low, high = 0, len(steps) - 1
    sizes: dict[int, int] = {}
    with Image.open(original) as image:
        pixels = image.convert("RGB")
    while low < high:
        middle = (low + high) // 2
        written = io.BytesIO()
        pixels.save(written, how, quality=steps[middle], **options)
        sizes[middle] = written.tell()
        with Image.open(written) as decoded:
            good = score(original, decoded.convert("RGB"), folder) >= target
        low, high = (low, middle) if good else (middle + 1, high)
    return steps[low], sizes.get(low, 0)


def main() -> None:
    found: dict[tuple[str, str, int], list[tuple[int, int]]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for picture in pictures():
            with Image.open(picture) as image:
                whole = image.convert("RGB")
            kind = kind_of(whole)
            for width, target in TARGETS.items():
                if whole.width < width:
                    continue
                original = folder / "original.png"
                height = round(whole.height * width / whole.width)
                whole.resize((width, height), Image.Resampling.LANCZOS).save(original, compress_level=1)
                for how in SETTINGS:
                    asked = needed(original, how, DRAWN_TARGET if kind == "drawn" else target, folder)
                    found.setdefault((kind, how, width), []).append(asked)
                    print(picture.stem, kind, how, width, *asked, flush=True)  # noqa: T201
    for (kind, how, width), all_found in sorted(found.items()):
        settings = [setting for setting, _ in all_found]
        middle = round(statistics.median(settings))
        size = round(statistics.median(size for _, size in all_found))
        print(f"{kind:6} {how:5} {width:5} px: {min(settings)} … {middle} … {max(settings)}, {size:,} bytes")  # noqa: T201


if __name__ == "__main__":
    main()
