"""`python -m generator`: the same as the command `etalase`, for where scripts are not on the path."""

from generator.cli import main

if __name__ == "__main__":
    main()
