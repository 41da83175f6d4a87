#!/usr/bin/python3
"""test-small.py PAGES: every page, as small as a window may be made: 360 pixels wide, and none that needs more than 360 in height.

Each page is one test, in the words of the program itself; those of other languages are the matter of test-pseudo-locale.py."""

import sys

import pages


def examine(program, name):
    program.ask("narrow " + name)
    return list(pages.cramped(program, "at 360 px"))


# Page, and what must be found on it.
PLANTED = [
    ("planted-wide", "the window is too wide"),
    ("planted-high", "the window is too high"),
    ("planted-text", "cut short without a tooltip"),
    ("planted-clipped", "no room"),
]


def main():
    program = pages.Pages(sys.argv[1])
    wanted = sys.argv[2:]
    tap = pages.Tap()
    for name, fault in [] if wanted else PLANTED:
        findings = examine(program, name)
        only = len(findings) == 1 and findings[0].startswith(fault)
        tap.result("/small/planted/" + name, [] if only else ["not found, or not alone: " + fault, *findings])
    for name in wanted or program.names:
        tap.result("/small/" + name, examine(program, name))
    status = program.quit()
    tap.result("/small/the-program-ends", ["it ended with %d" % status] if status else [])
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
