"""Which encoder setting photos need to look the same, judged by SSIMULACRA 2: the ground of `media/formats.QUALITY`.

    uv run --with ssimulacra2 --with scikit-image python tests/benchmarks/picture_quality.py [PHOTO…]

Without photos it takes those of the demo and the photographs that scikit-image ships. For every photo, format and
width it finds the lowest setting that reaches the width's target score and prints a table of them: the least, the
middle and the most that a photo asked for, with the bytes at the middle one.

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

TARGETS = {240: 70, 480: 68, 720: 62, 1200: 58}
"""The score aimed at by width in pixels. Widths above 700 are fetched by screens of two pixels and more for each of
CSS, where one pixel is half as large to the eye as the metric takes it to be."""

ROOT = Path(__file__).parents[2]
DEMO = ("melati-1", "hampers-1", "lilin-1", "maker", "cover")
SAMPLES = ("astronaut.png", "chelsea.png", "coffee.png", "rocket.jpg", "motorcycle_left.png", "retina.jpg")
SETTINGS = {
    "AVIF": (range(28, 92, 2), {"speed": 6, "max_threads": 1}),
    "WEBP": (range(40, 98, 2), {"method": 6}),
    "JPEG": (range(40, 98, 2), {"progressive": True, "optimize": True, "subsampling": "4:2:0"}),
}


def photos() -> Iterator[Path]:
    if given := sys.argv[1:]:
        yield from map(Path, given)
        return
    import skimage  # noqa: PLC0415

    yield from (ROOT / "content/images" / f"{name}.jpg" for name in DEMO)
    yield from (Path(skimage.__file__).parent / "data" / name for name in SAMPLES)


def score(original: Path, changed: Image.Image, folder: Path) -> float:
    from ssimulacra2 import compute_ssimulacra2  # noqa: PLC0415

    shown = folder / "changed.png"
    changed.save(shown, compress_level=1)
    return float(compute_ssimulacra2(str(original), str(shown)))


def needed(original: Path, kind: str, target: float, folder: Path) -> tuple[int, int]:
    """The lowest setting that reaches the target, by halving, and the bytes it takes."""
    steps, options = SETTINGS[kind]
    low, high = 0, len(steps) - 1
    sizes: dict[int, int] = {}
    with Image.open(original) as image:
        pixels = image.convert("RGB")
    while low < high:
        middle = (low + high) // 2
        written = io.BytesIO()
        pixels.save(written, kind, quality=steps[middle], **options)
        sizes[middle] = written.tell()
        with Image.open(written) as decoded:
            good = score(original, decoded.convert("RGB"), folder) >= target
        low, high = (low, middle) if good else (middle + 1, high)
    return steps[low], sizes.get(low, 0)


def main() -> None:
    found: dict[tuple[str, int], list[tuple[int, int]]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        for photo in photos():
            with Image.open(photo) as image:
                whole = image.convert("RGB")
            for width, target in TARGETS.items():
                if whole.width < width:
                    continue
                original = folder / "original.png"
                height = round(whole.height * width / whole.width)
                whole.resize((width, height), Image.Resampling.LANCZOS).save(original, compress_level=1)
                for kind in SETTINGS:
                    found.setdefault((kind, width), []).append(needed(original, kind, target, folder))
                    print(photo.stem, kind, width, *found[kind, width][-1], flush=True)  # noqa: T201
    for (kind, width), all_found in sorted(found.items()):
        settings = [setting for setting, _ in all_found]
        middle = round(statistics.median(settings))
        size = round(statistics.median(size for _, size in all_found))
        print(f"{kind:5} {width:5} px: {min(settings)} … {middle} … {max(settings)}, {size:,} bytes")  # noqa: T201


if __name__ == "__main__":
    main()
