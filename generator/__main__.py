"""The command `etalase`, and `python -m generator` for where scripts are not on the path.

Owns the order (first whether a build would change nothing, which is known in no time, then the program), and what holds
for the whole process.
"""

import gc
import os
import sys

from generator.unchanged import answer


def main() -> None:
    """Run the program on this machine and exit with its code."""
    if (code := answer(sys.argv[1:], os.environ)) is not None:
        sys.exit(code)
    # What a file means is ours to say, whatever else is installed; and every package would be asked for plugins.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    gc.disable()  # a command that may take longer looks for garbage again (`Spoken`)
    from generator.cli import main as run  # noqa: PLC0415

    try:
        run()
    finally:
        gc.freeze()  # all ends with the process: looking for what can go would take longer than a small build


if __name__ == "__main__":
    main()
