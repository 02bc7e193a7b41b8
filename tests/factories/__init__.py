"""Objects for tests. Defaults are plain; traits name situations."""
