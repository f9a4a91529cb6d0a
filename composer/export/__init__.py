"""One file per destination: each packs a finished page as that destination wants it."""
