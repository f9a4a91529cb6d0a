"""Which editor edits which field kind: the only place that says so."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from composer.app.editors.choice import ChoiceEditor
from composer.app.editors.colour import ColourEditor
from composer.app.editors.credits import CreditEditor, CreditsEditor
from composer.app.editors.disclosure import DisclosureEditor
from composer.app.editors.editor import Bench, Editor
from composer.app.editors.image import ImageEditor
from composer.app.editors.line import LineEditor
from composer.app.editors.link import LinkEditor
from composer.app.editors.moment import DateEditor, TimeEditor
from composer.app.editors.number import NumberEditor
from composer.app.editors.people import PeopleEditor, PersonEditor
from composer.app.editors.prose import ProseEditor
from composer.app.editors.rows import RowsEditor
from composer.app.editors.toggle import ToggleEditor
from composer.model.fields import Field

EDITORS: Mapping[str, Callable[[Field, Bench], Editor]] = {
    "line": LineEditor,
    "prose": ProseEditor,
    "image": ImageEditor,
    "link": LinkEditor,
    "person": PersonEditor,
    "people": PeopleEditor,
    "credit": CreditEditor,
    "credits": CreditsEditor,
    "disclosure": DisclosureEditor,
    "date": DateEditor,
    "time": TimeEditor,
    "number": NumberEditor,
    "colour": ColourEditor,
    "choice": ChoiceEditor,
    "toggle": ToggleEditor,
    "rows": RowsEditor,
}
