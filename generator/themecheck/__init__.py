"""Whether a theme keeps what docs/themes.md asks, tried on sample shops that go through the one pipeline."""
