"""Credit lines of papers, agencies and libraries are recognised; other lines are not."""

from __future__ import annotations

import pytest

from composer.importing.credit_line import credit_of
from composer.importing.paste import pasted
from composer.model.values import Credit

LINES = {
    "Photo: Jane Doe / Reuters": ("photographer", "Jane Doe", "Reuters", ""),
    "PHOTO: JANE DOE/REUTERS": ("photographer", "JANE DOE", "REUTERS", ""),
    "Photo by Jane Doe": ("photographer", "Jane Doe", "", ""),
    "Photograph: Ana Roe/The Guardian": ("photographer", "Ana Roe", "The Guardian", ""),
    "Photographer: Jane O'Neill via Getty Images.": ("photographer", "Jane O'Neill", "Getty Images", ""),
    "Photo credit: Jane Doe": ("", "Jane Doe", "", ""),
    "Image credits: Jane Doe / The Paper": ("", "Jane Doe", "The Paper", ""),
    "Image: Jane Doe | The Paper": ("", "Jane Doe", "The Paper", ""),
    "Credit: NASA": ("", "", "NASA", ""),
    "Credit...Jane Doe for The New York Times": ("", "Jane Doe", "The New York Times", ""),
    "Foto: Jana Dohová / dpa": ("photographer", "Jana Dohová", "dpa", ""),
    "Bild: Max Müller für Die Zeit": ("photographer", "Max Müller", "Die Zeit", ""),
    "Bildnachweis: Erika Muster": ("", "Erika Muster", "", ""),
    "Foto de Ana Pérez": ("photographer", "Ana Pérez", "", ""),
    "Crédit photo : Jeanne Dupont / AFP": ("", "Jeanne Dupont", "AFP", ""),
    "Crédits photos : © Jeanne Dupont": ("", "Jeanne Dupont", "", ""),
    "Beeld: Jan de Vries voor Trouw": ("photographer", "Jan de Vries", "Trouw", ""),
    "Fotografía: Ana Pérez / EFE": ("photographer", "Ana Pérez", "EFE", ""),
    "© Jane Doe": ("", "Jane Doe", "", ""),
    "© 2023 Jane Doe / Reuters": ("", "Jane Doe", "Reuters", ""),
    "Copyright 2021-2023 Jane Doe": ("", "Jane Doe", "", ""),
    "(c) Jane Doe": ("", "Jane Doe", "", ""),
    "Illustration: Ana Roe": ("illustrator", "Ana Roe", "", ""),
    "Illustration by Ana Roe for The Paper": ("illustrator", "Ana Roe", "The Paper", ""),
    "(Jane Doe/AP Photo)": ("", "Jane Doe", "AP Photo", ""),
    "Jane Doe / Reuters": ("", "Jane Doe", "Reuters", ""),
    "Photo: Reuters": ("", "", "Reuters", ""),
    "Photo: Jane Doe, CC BY-SA 4.0": ("photographer", "Jane Doe", "", "CC BY-SA 4.0"),
    "Photo: Jane Doe / Wikimedia Commons (CC BY 2.0)": ("photographer", "Jane Doe", "Wikimedia Commons", "CC BY 2.0"),
    "Photo: J. Doe": ("photographer", "J. Doe", "", ""),
    "Courtesy of Ana Roe": ("", "Ana Roe", "", ""),
    "צילום: דנה לוי": ("photographer", "דנה לוי", "", ""),
}
OTHERS = [
    "",
    "Prices fell on Friday.",
    "Photo by night in the city",
    "Photos show the fire spreading through the harbour, officials said on Friday",
    "Images of war: what we know so far",
    "Foto de la semana: un puerto",
    "Credit Suisse shares fell",
    "Courtesy of the museum, visitors may enter free of charge",
    "Picture this: a port without ships",
    "Either / or",
    "Rotterdam / Antwerp",
    "Photo: 1",
    "Copyright law changes in 2024",
    "Photo: " + "Jane Doe " * 20,
]


@pytest.mark.parametrize("line", LINES)
def test_credit_line_is_recognised(line: str) -> None:
    role, name, publication, licence = LINES[line]
    assert credit_of(line) == Credit(role, name, publication, licence)


@pytest.mark.parametrize("line", OTHERS)
def test_another_line_is_none(line: str) -> None:
    assert credit_of(line) is None


CAPTIONS = {
    "<img src=a><p>Photo: Jane Doe</p><p>Text</p>": "<p>Text</p>",
    "<img src=a><p>A crane.</p><p>Photo: Jane Doe</p><p>Text</p>": "<p>A crane.</p><p>Text</p>",
    "<img src=a><p>A <i>crane</i>. Photo: Jane Doe</p>": "<p>A <em>crane</em>.</p>",
    "<img src=a><p>A crane (Photo: Jane Doe)</p>": "<p>A crane</p>",
    "<figure><img src=a><figcaption>A crane<span class='img-credit'>Jane Doe</span></figcaption></figure>": (
        "<p>A crane</p>"
    ),
}


@pytest.mark.parametrize("html", CAPTIONS)
def test_credit_is_taken_from_beside_a_picture(html: str) -> None:
    found = pasted(html, "")
    assert found.credit is not None
    assert (found.credit.name, found.prose) == ("Jane Doe", CAPTIONS[html])


@pytest.mark.parametrize(
    "html",
    [
        "<p>Photo: Jane Doe</p>",
        "<img src=a><p>One.</p><p>Two.</p><p>Photo: Jane Doe</p>",
        "<img width=1><p>© Jane Doe</p>",
    ],
)
def test_credit_away_from_a_picture_is_text(html: str) -> None:
    found = pasted(html, "")
    assert found.credit is None
    assert "Jane Doe" in found.prose


def test_credit_keeps_its_link() -> None:
    found = pasted("<img src=a><p>Photo: <a href='https://example.org/jane'>Jane Doe</a> / AP</p>", "")
    assert found.credit == Credit("photographer", "Jane Doe", "AP", "", "https://example.org/jane")
