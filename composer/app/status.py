"""The line at the foot: saved or not, the size of the mail, how long it reads, its language, the zoom."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton

from composer.app.look import role
from composer.app.review import Reading
from composer.checks import placeholders

KILOBYTE = 1024
CLIPPED = 102  # KB of HTML at which Gmail cuts a mail off
WARN, STOP = 90, 100


class Status(QFrame):
    """`zoom_wanted` when the zoom is clicked."""

    zoom_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        role(self, "status")
        self.setAccessibleName("Status")
        self.saved, self.weight, self.of, self.words, self.language = (
            QLabel(textFormat=Qt.TextFormat.PlainText) for _ in range(5)
        )
        self.danger = QLabel()
        role(self.danger, "error")
        self.bar = QProgressBar(maximum=CLIPPED, textVisible=False)
        self.bar.setFixedWidth(88)
        self.bar.setAccessibleName("Size of the mail")
        self.of.setText(f"of {CLIPPED} KB")
        self.zoom = QPushButton("100 %")
        self.zoom.setToolTip("Back to 100 %")
        self.zoom.clicked.connect(self.zoom_wanted)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 8, 4)
        layout.setSpacing(8)
        for widget, gap in ((self.saved, 12), (self.weight, 0), (self.bar, 0), (self.of, 12), (self.words, 12)):
            layout.addWidget(widget)
            layout.addSpacing(gap)
        layout.addWidget(self.language)
        layout.addWidget(self.danger)
        layout.addStretch(1)
        layout.addWidget(self.zoom)

    def show_saved(self, words: str, *, level: str) -> None:
        """Whether the issue is in its file: `Saved 14:32`; level is `good`, `warning` or `muted`."""
        self.saved.setText(words)
        if self.saved.property("role") != level:
            role(self.saved, level)

    def show_reading(self, reading: Reading) -> None:
        """Size, words and minutes."""
        kilobytes = -(-reading.size // KILOBYTE)
        self.weight.setText(f"{kilobytes} KB")
        self.bar.setValue(min(kilobytes, CLIPPED))
        level = "error" if kilobytes >= STOP else "warning" if kilobytes >= WARN else "good"
        self.bar.setProperty("level", level)
        self.bar.style().unpolish(self.bar)
        self.bar.style().polish(self.bar)
        tip = f"{reading.size:,} bytes of HTML. Gmail cuts a mail off at about {CLIPPED} KB; pictures do not count."
        self.bar.setToolTip(tip)
        self.weight.setToolTip(tip)
        left = sum(finding.code == placeholders.CODE for finding in reading.findings)
        to_come = f" · {left} TK" if left else ""
        self.words.setText(f"{reading.words:,} words · {reading.minutes} min{to_come}")
        where = "1 place has" if left == 1 else f"{left:,} places have"
        self.words.setToolTip(
            f"{where} words that are still to be replaced, such as TK. F5 lists them." if left else ""
        )

    def show_language(self, name: str) -> None:
        """The language the issue is written in."""
        self.language.setText(name)

    def show_danger(self, words: str) -> None:
        """What the person must know of this start, or nothing."""
        self.danger.setText(words)

    def show_zoom(self, zoom: float) -> None:
        """The zoom of the canvas, 1.0 for 100 %."""
        self.zoom.setText(f"{zoom * 100:.0f} %")
        self.zoom.setAccessibleName(f"Zoom {zoom * 100:.0f} percent")
