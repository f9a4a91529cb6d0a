"""From other programs' text to ours: the clipboard's HTML and words as canonical prose. One small module per quirk."""
