"""Where conversations are kept, read back and erased."""
