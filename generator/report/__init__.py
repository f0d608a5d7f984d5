"""Problems and results in the seller's language: on a terminal, as JSON, as annotations of a build server.

Owns every word that a run says about itself, and rich, which no other part imports. It must not find problems,
decide exit codes, or read files, the clock or the environment.
"""
