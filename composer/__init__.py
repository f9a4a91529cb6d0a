"""Newsletter Composer: an issue is frozen data, a template is markup and style, rendering puts one into the other.

Everything else (the window, the command line, checks, exports) reads issues, or asks the one `Session` to replace the
current issue by another. An edit is a function from an issue to an issue; undo puts an earlier issue back.

Layers, each importing only from those below it:

    __main__             arguments decide: window or command line
    app | cli            the window (the only package that imports PySide6) | the command line
    export               one file per destination: packs finished pages
    checks               one file per check, over issue and finished page
    importing            one file per quirk of a source: what other programs put on the clipboard, as prose
    session | files      now, undo, redo, subscribe | documents, images
    render               issue + template + context -> fragments, page, text; finishing
    library              block types, templates, mail tools, the words and dictionaries of each language
    language             what a template may say
    storage              atomic writes, reading zips within limits, canonical JSON
    model                frozen dataclasses and pure functions
    errors

Where to look first: `model/issue.py` and `model/fields.py` (what an issue is), `session.py` (the one object that
changes), `render/page.py` (how it becomes mail), `app/window.py` (where it is edited). A block type is a folder under
`templates/blocks/`, a look is a folder under `templates/`; a check, an exporter and a mail tool are one file each:
adding one edits no existing file.

Words used everywhere: *issue* (one edition), *publication* (who publishes), *block* (one piece of an issue), *block
type* (what a block can be), *field* and *field kind*, *prose* (the rich-text subset), *person*, *credit*, *disclosure*
(how AI was used), *template* and its *theme* of *tokens*, *fragment* (a block's final HTML), *page* (the whole mail),
*asset* (image bytes by their SHA-256), *merge tag* (a neutral placeholder), *mail tool* (gives tags their spelling),
*finding* (what a check says).
"""
