"""Rich text: the input with its tools above."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton

from composer.app.editors import prose_commands as commands
from composer.app.editors.editor import Bench, Editor, column, row
from composer.app.editors.inserts import tag_button, tag_inserts
from composer.app.editors.link_box import LinkBox
from composer.app.editors.prose_document import list_tag
from composer.app.editors.prose_input import ProseInput
from composer.app.editors.prose_marks import marks_of, standing_of
from composer.app.icons import icon
from composer.app.nesting import nest
from composer.app.outside import follow
from composer.app.pasting import credit, sentence, uncredited
from composer.importing.paste import Pasted
from composer.model.fields import Field

# Icon, words, key, tag.
_MARKS = (("bold", "Bold", "Ctrl+B", "strong"), ("italic", "Italic", "Ctrl+I", "em"),
          ("underline", "Underline", "Ctrl+U", "u"), ("strike", "Strike through", "Ctrl+Shift+X", "s"))  # fmt: skip


class ProseEditor(Editor):
    """Paragraphs, headings, lists and quotations with marks and links, and nothing else."""

    def __init__(self, field: Field, bench: Bench) -> None:
        super().__init__(field, bench)
        self.input = ProseInput(tag_inserts)
        self.input.setPlaceholderText(field.placeholder)
        self.input.typed.connect(lambda html, step: self.put(html, "", step))
        self.input.link_wanted.connect(self.open_link)
        self.input.moved.connect(self._show_state)
        self.input.credit_wanted = lambda: bool(uncredited(bench.desk, bench.desk.selection.block))
        self.input.pasting.connect(self._take_credit)
        self.input.pasted.connect(self._tell_pasted)
        self.input.refused.connect(self.tell)
        self.input.followed.connect(lambda address: self.tell(follow(address, bench.desk.selection), level="note"))
        self.link_box: LinkBox | None = None
        self._states: list[tuple[QToolButton, Callable[[], bool]]] = []
        self.tags = tag_button(self.noun, self.input.type_in)
        self.input.tag_wanted.connect(self.tags.showMenu)
        self.head.addWidget(self.tags)
        frame = QFrame()
        frame.setProperty("role", "prose")
        inside = column(frame, 0)
        nest(inside, self._tools())
        inside.addWidget(self.input)
        self.box.addWidget(frame)
        self.set_main(self.input)

    def refresh(self, value: str) -> None:
        self.input.show_html(value)
        self._show_state()

    def _take_credit(self, found: Pasted) -> None:
        """Have the picture credited in the step in which the text is pasted."""
        desk, block = self.bench.desk, self.bench.desk.selection.block
        if found.credit is not None and found.prose and (field := uncredited(desk, block)):
            self.rider = credit(desk, block, field, found.credit)

    def _tell_pasted(self, found: Pasted) -> None:
        """Say what pasting left out, where it is seen though the text may be longer than the pane."""
        self.tell(sentence(found), level="note")
        QTimer.singleShot(0, self, lambda: QTimer.singleShot(0, self, self.show_trouble))

    def _tools(self) -> QHBoxLayout:
        self.tools = row(None, 0)
        self.tools.setContentsMargins(0, 0, 0, 3)
        for name, words, key, tag in _MARKS:
            self._tool(name, words, key, act=partial(self.input.toggle_mark, tag), holds=partial(self.input.bears, tag))
        self._tool("link", "Link", "Ctrl+K", act=self.open_link, holds=lambda: self.input.bears("a"))
        self._tool("heading", "Heading", "Ctrl+Alt+1", act=self._next_heading, holds=lambda: self._kind() != "p")
        for name, words, key, tag in (("list", "List", "Ctrl+Shift+8", "ul"),
                                      ("numbered-list", "Numbered list", "Ctrl+Shift+7", "ol")):  # fmt: skip
            self._tool(name, words, key, act=partial(self._toggle_list, words, tag), holds=partial(self._in_list, tag))
        self._tool(
            "quote",
            "Quote",
            "Ctrl+Shift+9",
            act=partial(self.input.act, "Quote", commands.toggle_quote),
            holds=self._quoted,
        )
        self.tools.addStretch(1)
        return self.tools

    def _tool(self, name: str, words: str, key: str, *, act: Callable[[], object], holds: Callable[[], bool]) -> None:
        button = QToolButton()
        button.setIcon(icon(name))
        button.setProperty("role", "tool")
        button.setCheckable(True)
        button.setToolTip(f"{words} ({key})" if key else words)
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(lambda: act())
        button.clicked.connect(self._show_state)
        button.clicked.connect(lambda: self.input.setFocus())
        self.tools.addWidget(button)
        self._states.append((button, holds))

    def _show_state(self) -> None:
        for button, holds in self._states:
            button.setChecked(holds())

    def _kind(self) -> str:
        return standing_of(self.input.textCursor().blockFormat()).kind

    def _toggle_list(self, step: str, tag: str) -> None:
        self.input.act(step, lambda cursor: commands.toggle_list(cursor, tag))

    def _in_list(self, tag: str) -> bool:
        listed = self.input.textCursor().currentList()
        return listed is not None and list_tag(listed.format()) == tag

    def _quoted(self) -> bool:
        return bool(standing_of(self.input.textCursor().blockFormat()).quote)

    def _next_heading(self) -> None:
        """Text becomes a heading, a heading a smaller one, that one text again."""
        kind = {"p": "h3", "h3": "h4", "h4": "p"}[self._kind()]
        self.input.act("Heading", lambda cursor: commands.set_kind(cursor, kind))

    def open_link(self) -> None:
        """Ask for the address of a link, beside the caret."""
        around = commands.link_around(self.input.textCursor())
        self.input.setTextCursor(around)
        address = marks_of(around.charFormat()).get("a", "")
        self.link_box = LinkBox(self.bench, address, self)
        self.link_box.chosen.connect(lambda address: self.input.put_link(address, ""))
        self.link_box.open_at(self.input.mapToGlobal(self.input.cursorRect().bottomLeft() + QPoint(0, 8)))
