"""Tracking pixels are found however they are spelled, taken out and named; pictures are not taken for them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from composer.importing.paste import pasted

Promise = Callable[[str, str, object, object], None]
FAR = "https://news.example.org/a/b.gif"
PIXELS = {
    "one by one": f'<img src="{FAR}" width="1" height="1">',
    "nothing by nothing": f'<img src="{FAR}" width="0" height="0">',
    "two by two": f'<img src="{FAR}" width="2" height="2">',
    "px in the attribute": f'<img src="{FAR}" width="1px" height="1px">',
    "width alone": f'<img src="{FAR}" width="1">',
    "height alone": f'<img src="{FAR}" height="1">',
    "no height at all": f'<img src="{FAR}" width="600" height="0">',
    "style": f'<img src="{FAR}" style="width:1px !important;height:1px !important">',
    "points": f'<img src="{FAR}" style="WIDTH:.75pt;HEIGHT:.75pt">',
    "greatest size": f'<img src="{FAR}" style="max-width:1px;max-height:1px">',
    "style against attribute": f'<img src="{FAR}" width="300" height="200" style="width:0;height:0">',
    "not displayed": f'<img src="{FAR}" style="display:none">',
    "not visible": f'<img src="{FAR}" style="visibility: hidden">',
    "transparent": f'<img src="{FAR}" style="opacity:0.0">',
    "transparent in percent": f'<img src="{FAR}" style="opacity: 0%">',
    "old filter": f'<img src="{FAR}" style="filter:alpha(opacity=0)">',
    "hidden": f'<img src="{FAR}" hidden>',
    "hidden from Outlook": f'<img src="{FAR}" style="mso-hide:all">',
    "in what is hidden": f'<div style="display:none"><span><img src="{FAR}" width="200" height="90"></span></div>',
    "folded away": f'<div style="max-height:0;overflow:hidden"><img src="{FAR}" width="200" height="90"></div>',
    "off the page": f'<img src="{FAR}" style="position:absolute;left:-9999px">',
    "by its class": f'<style>.t{{width:1px;height:1px}}</style><img class="t" src="{FAR}">',
    "background": f'<div style="width:1px;height:1px;background-image:url({FAR})"></div>',
    "embedded page": f'<iframe src="{FAR}" width="1" height="1"></iframe>',
    "button": f'<input type="image" src="{FAR}" width="1" height="1">',
    "without scripts": f'<noscript><img src="{FAR}" width="200" height="90"></noscript>',
    "of Mailtrack": '<img src="https://mailtrack.io/trace/mail/abc.png?u=1" width="90" height="20">',
    "of Mailchimp": '<img src="https://example.us1.list-manage.com/track/open.php?u=1&amp;id=2">',
    "of SendGrid": '<img src="https://u1.ct.sendgrid.net/wf/open?upn=abc" alt="">',
    "of HubSpot": '<img src="https://t.sidekickopen01.com/e2t/o/abc" alt="">',
    "of Analytics": '<img src="https://www.google-analytics.com/collect?v=1&amp;t=event">',
    "of Facebook": '<img src="https://www.facebook.com/tr?id=1&amp;ev=PageView">',
}
SEEN = {
    "large": '<img src="https://example.org/a.jpg" width="600" height="400">',
    "of no size": '<img src="https://example.org/a.jpg">',
    "relative": '<img src="https://example.org/a.jpg" width="100%" style="max-width:100%;height:auto">',
    "a rule": '<img src="https://example.org/line.gif" width="600" height="1">',
    "Turkish": '<img src="https://example.org/tr/a.jpg">',
    "nearly transparent": '<img src="https://example.org/a.jpg" style="opacity:0.05">',
    "an icon": '<img src="https://example.org/a.png" width="3" height="3">',
}


@pytest.mark.parametrize("name", PIXELS)
def test_pixel_is_taken_out_and_named(name: str) -> None:
    found = pasted(f"<p>Before {PIXELS[name]}after</p>", "")
    assert (found.prose, found.dropped) in [
        (prose, ("1 tracking pixel",)) for prose in ("<p>Before after</p>", "<p>Before</p><p>after</p>")
    ]


@pytest.mark.parametrize("name", SEEN)
def test_picture_is_a_picture(name: str) -> None:
    assert pasted(f"<p>Before {SEEN[name]}after</p>", "").dropped == ("1 picture",)


def test_all_are_found(promise: Promise) -> None:
    found = pasted("".join(f"<div>{pixel}</div>" for pixel in PIXELS.values()), "")
    promise("P34", "tracking pixels found on paste", f"{len(PIXELS)} of {len(PIXELS)}", " ".join(found.dropped))
    assert found.dropped == (f"{len(PIXELS)} tracking pixels",)
