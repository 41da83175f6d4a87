#!/usr/bin/python3
"""test-pseudo-locale.py PAGES SOURCES: every page in a language in which each message stands in brackets and is 40 % longer.

What is shown without brackets is not translated, unless it is data; what has no room now is clipped in other languages. Each page is one
test, at full width and at 360 pixels."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

import pages

LANGUAGE = "en@pseudo"

# As po/meson.build has them by its preset.
KEYWORDS = ["_", "N_", "C_:1c,2", "NC_:1c,2", "ngettext:1,2", "g_dcgettext:2", "g_dngettext:2,3", "g_dpgettext2:2c,3"]

# What no translator sees, as whole texts: names, addresses, figures and files of the sample; what servers say; words of the toolkit.
DATA = [
    r"Waybill|TLS ?1\.\d|FTPS?|SHA-256|AES-256-GCM|lorem",
    r"Baltic Timber|Harbour Foods|Lindqvist Bakery|Mill & Weave|Norrland Parts|Practice partner",
    r"[A-Z]{2}|MW",  # initials
    r"(CN=)?(Harbour Foods|Norrland|Norrland Parts|Baltic|Baltic Timber|Lindqvist Bakery|Mill & Weave|Local Gateway|Northgate|EDI 4711|Practice|Waybill)\b"
    r"[\w ,&=\\-]*",  # certificates and those they are made out to
    r"[\w@. -]+\.(csr|db|example|example\.com|csv|xml|zip|txt|pfx|cer|p7b|docx)(, port \d+)?",
    r"(edi4711|norrland-edi|northgate|ngw|practice|rehearsal)( (at|@) .*)?",
    r"(archive|sent|confirmations|invoices|Exchange|Norrland|out|in|orders|Harbour)",
    r"[~/].*|127\.0\.0\.1",  # paths
    r"[\d.,: %/×–-]*( ?(B|kB|MB|GB|ms|s))?|[\d.]+ kB \(\d+ bytes\)",
    r"[a-z]{9}\d{4}",  # passwords of the practice partner
    r"([a-z]{4}-){5}\d\d",  # those that are made
    r"certmgr\.msc|(openssl|pk12util) .*",  # commands
    r"\d{1,2} [A-Z][a-z]{2,8}( \d{4})?(,? \d\d:\d\d)?",  # dates
    r"[0-9A-Fa-f]{2}([ :]?[0-9A-Fa-f]{2}){3,}.*|([0-9A-F]{4}[ \n]?)+.*|[0-9A-Fa-f]{4,}( ?…( ?[0-9A-Fa-f]+)?)?",  # fingerprints, serials
    r"\d{3}[ -].*",  # the server's words
    r"\d\d:\d\d:\d\d.*",  # the conversation
    r"[←→·•…⋯⏎“”()⟨⟩]+",
    r"(Ctrl|Alt|Shift|Enter|Return|Backspace|Delete|Space|Esc|Tab|Page ?(Up|Down)|Home|End|Left|Right|Up|Down|Menu|F\d+|[A-Z0-9.?,+⌫]|"
    r" ?/ ?| or | ?\+ ?)+",
    # the toolkit's
    r"Close|Minimi[sz]e|Maximi[sz]e|Restore|Clear( [Ee]ntry)?|Close Tab|Show [Pp]assword|Show Text|Hide Text|Apply|Caps Lock is on|Shortcuts|Search"
    r"|All|Search Shortcuts|No Results Found|Try a different search",
]
IS_DATA = re.compile("(?:%s)" % "|".join("(?:%s)" % row for row in DATA), re.DOTALL)
# Roles whose names are what the person hears; labels are read inside the program.
HEARD = {"push button", "toggle button", "check box", "radio button", "text", "entry", "password text", "combo box", "list item", "table row",
         "image", "alert", "panel", "list", "tree table", "progress bar", "menu item", "dialog", "frame"}


def make_language(sources, folder):
    """Messages of all that is listed, in brackets, where the program looks for them."""
    target = folder / LANGUAGE / "LC_MESSAGES"
    target.mkdir(parents=True)
    template = folder / "waybill.pot"
    subprocess.run(["xgettext", "--files-from=po/POTFILES.in", "--from-code=UTF-8", *("--keyword=" + word for word in KEYWORDS),
                    "--output=%s" % template], cwd=sources, check=True)
    text = template.read_text(encoding="utf-8").replace("charset=CHARSET", "charset=UTF-8").replace("#, fuzzy\n", "", 1)
    template.write_text(text.replace("nplurals=INTEGER; plural=EXPRESSION", "nplurals=2; plural=n != 1"), encoding="utf-8")
    english = folder / "english.po"
    # As if the translator had begun with a copy of each message.
    subprocess.run(["msgen", "--lang=en", "--output-file=%s" % english, template], check=True)
    pseudo = folder / "pseudo.po"
    subprocess.run(["msgfilter", "--keep-header", "--input=%s" % english, "--output-file=%s" % pseudo,
                    pathlib.Path(__file__).parent / "pseudo-message.sh"], check=True, stderr=subprocess.DEVNULL)
    subprocess.run(["msgfmt", "--output-file=%s" % (target / "waybill.mo"), pseudo], check=True)
    return subprocess.run(["msgfmt", "--statistics", "--output-file=/dev/null", pseudo], capture_output=True, text=True).stderr


def is_translated(text):
    return "⟦" in text or IS_DATA.fullmatch(text.strip()) is not None


def read_texts(program, window):
    """(kind, text) of all that is seen, and of what is heard."""
    for line in program.ask("texts"):
        kind, _, text = line.split("\t", 2)
        yield kind, text
    for node in pages.walk(pages.read(window)):
        if node.role in HEARD and pages.is_said(node.name) and node.extents()[2] > 0:
            yield "name of a " + node.role, node.name


def examine(program, name):
    window = program.show(name)
    findings = {"%s without translation: “%s”" % (kind, text) for kind, text in read_texts(program, window) if not is_translated(text)}
    # How high a window must be is looked at in English.
    findings |= set(pages.cramped(program, "at full width", {"high"}))
    program.ask("narrow " + name)
    findings |= set(pages.cramped(program, "at 360 px", {"high"}))
    return sorted(findings)


# Page, and what must be found on it.
PLANTED = [
    ("planted-text", "label without translation: “Nobody translates"),
    ("planted-text", "cut short without a tooltip at 360 px: GtkLabel Nobody translates"),
    ("planted-wide", "too wide at 360 px: GtkWindow"),
    ("planted-wide", "too wide at full width: GtkWindow"),
]


def main():
    program_path, sources = sys.argv[1:3]
    wanted = sys.argv[3:]
    tap = pages.Tap()
    with tempfile.TemporaryDirectory(prefix="waybill-pseudo-") as name:
        folder = pathlib.Path(name)
        statistics = make_language(sources, folder)
        print("# " + statistics.strip())
        os.environ.update(LANGUAGE=LANGUAGE, WAYBILL_PAGES_LOCALEDIR=name)
        program = pages.Pages(program_path)
        for page, fault in [] if wanted else PLANTED:
            findings = examine(program, page)
            found = any(fault in line for line in findings)
            tap.result("/pseudo-locale/planted/%s (%s)" % (page, fault.split(":")[0]), [] if found else ["not found", *findings])
        for page in wanted or program.names:
            try:
                tap.result("/pseudo-locale/" + page, examine(program, page))
            except AssertionError as error:
                tap.result("/pseudo-locale/" + page, [str(error)])
                program.process.kill()
                program = pages.Pages(program_path)
        status = program.quit()
        tap.result("/pseudo-locale/the-program-ends", ["it ended with %d" % status] if status else [])
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
