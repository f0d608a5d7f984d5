"""The live preview: a build in a loop, served from memory to this computer's own browser."""
