#!/usr/bin/python3
"""test-accessible.py PAGES: every page as a screen reader reads it and as the Tab key walks through it.

Each page is one test. First the pages with a planted fault: a check that does not find its own is no check."""

import sys

import pages
from pages import Atspi

MOST_TABS = 80
TOLERANCE = 6  # pixels by which something may stand before what comes before it

# What a person uses. Containers that can hold the focus count when they get it.
CONTROLS = {"push button", "toggle button", "check box", "radio button", "text", "entry", "password text", "spin button", "combo box",
            "slider", "list item", "link", "menu item", "page tab", "switch", "list", "table", "tree table"}
# An action that a label has is its own menu's; these are what a control does.
DOES = {"click", "toggle", "activate", "expand", "press"}
MUST_BE_REACHED = {"push button", "toggle button", "text", "entry", "password text", "spin button", "combo box", "slider", "link"}
LISTS = {"list", "list item", "table", "tree table", "table row"}
# What the toolkit puts together itself and nobody else can name: by the class that an unnamed part is called after.
TOOLKIT_PARTS = {"AdwTabBox", "GtkColumnListView"}


def is_toolkits(node):
    if any(other.name in TOOLKIT_PARTS for other in (node, node.parent) if other is not None):
        return node.name in TOOLKIT_PARTS or node.role != "table row"
    if node.role == "image" and any(other.role == "text" for other in node.ancestors()):
        return True  # the pencil of an entry row
    return any(other.name == "AdwTabBox" for other in node.ancestors())


def is_there(node):
    return node.extents()[2] > 0 and node.extents()[3] > 0


def is_control(node):
    return node.role in CONTROLS and node.has(Atspi.StateType.FOCUSABLE) and is_there(node)


def is_said_twice(name):
    """GTK's own name for a label with a mnemonic: once with its underline, once without."""
    return any("_" in name[:at] and name[:at].replace("_", "", 1) == name[at + 1 :] for at, letter in enumerate(name) if letter == " ")


def names(tree, walked):
    for node in pages.walk(tree):
        if is_toolkits(node) or not (is_control(node) or node.accessible in walked):
            continue
        if not node.name.strip():
            yield "a control without a name: %s" % node.where()
        elif not pages.is_said(node.name):
            yield "a control named after its class: %s" % node.where()
        elif is_said_twice(node.name):
            yield "a control that says its name twice: %s" % node.where()


def images(tree):
    for node in pages.walk(tree):
        if node.role not in ("image", "icon") or not is_there(node) or is_toolkits(node):
            continue
        if not pages.is_said(node.name):
            yield "an image that says nothing and is no presentation: %s" % node.where()


def twins(tree):
    seen = {}
    for node in pages.walk(tree):
        if not is_control(node) or node.role in LISTS or is_toolkits(node) or not node.has(Atspi.StateType.SENSITIVE):
            continue
        other = seen.setdefault((node.role, node.name), node)
        if other is not node:
            yield "two of one name: %s  and  %s" % (other.where(), node.where())


def unreachable(tree):
    for node in pages.walk(tree):
        acts = [name for name in node.actions() if name.split(".")[-1] in DOES and "." not in name]
        if acts and not node.has(Atspi.StateType.FOCUSABLE) and is_there(node):
            yield "it can be used with a pointer only (%s): %s" % (", ".join(acts), node.where())


def find_round(seen):
    """(way in, round): the round begins where something has the focus for the second time. (all, None): nothing has."""
    first = {}
    for index, accessible in enumerate(seen):
        if accessible in first:
            return seen[: first[accessible]], seen[first[accessible] : index]
        first[accessible] = index
    return seen, None


def walk_keys(program, log, window, key):
    """Presses it until it has come around."""
    seen = []
    for times in (12, 17, 17, 17, 17):
        seen += log.press(program, window, key, times)
        before, round_ = find_round(seen)
        if round_ is not None:
            break
    return before, round_


def traps(tree, before, round_, key):
    """Nothing keeps the focus to itself, and every button and field gets it. (Within a list the arrow keys go on.)"""
    wanted = [node for node in pages.walk(tree) if node.role in MUST_BE_REACHED and is_control(node) and not is_toolkits(node)
              and node.has(Atspi.StateType.SENSITIVE) and not any(parent.role in LISTS for parent in node.ancestors())]
    if round_ is None and len(wanted) > 1:
        last = before[-1].get_name() if before else "what has it first"
        yield "%s does not come around in %d presses; the last to have the focus was “%s”" % (key, MOST_TABS, last)
    elif round_ is not None:
        reached = set(round_)
        for node in wanted:
            if not any(inner.accessible in reached for inner in pages.walk(node)):
                yield "%s does not reach it: %s" % (key, node.where())


def common(one, other):
    """The children of the nearest common ancestor, in which each stands."""
    line = [one, *one.ancestors()]
    before = other
    for node in other.ancestors():
        if node in line:
            return line[line.index(node) - 1], before
        before = node
    return one, other


def goes_back(one, other):
    """Whether other stands before one, as a page is read. A column beside is read from its top."""
    x, y, width, height = one.extents()
    other_x, other_y, other_width, other_height = other.extents()
    if min(width, height, other_width, other_height) <= 0:
        return False
    if other_y + other_height <= y + TOLERANCE:  # above: fine only in a column further on
        return other_x < x + width - TOLERANCE
    if other_y >= y + height - TOLERANCE:  # below
        return False
    return other_x + other_width <= x + TOLERANCE  # beside: not before


def order(tree, round_):
    nodes = {node.accessible: node for node in pages.walk(tree)}
    steps = [nodes[accessible] for accessible in round_ if accessible in nodes]
    if not steps:
        return
    # The round begins where the focus was; the page begins at its window's first.
    steps = turn(steps)
    for one, other in zip(steps, steps[1:]):
        if one in list(other.ancestors()) or other in list(one.ancestors()):
            continue
        here, there = common(one, other)
        if goes_back(here, there) and goes_back(one, other):
            yield "the focus goes back from %s to “%s”" % (one.where(), other.name)


def turn(steps):
    """From the one that comes first in the tree, so that the step from the end to the beginning does not count."""
    jumps = [index for index in range(len(steps)) if backwards(steps[index - 1], steps[index])]
    if len(jumps) == 0:
        return steps
    # The widest way back is the one around.
    first = max(jumps, key=lambda index: steps[index - 1].extents()[1] - steps[index].extents()[1])
    return steps[first:] + steps[:first]


def backwards(one, other):
    return goes_back(*common(one, other))


def examine(program, log, name):
    window = program.show(name)
    log.pump(0.02)
    before, forward = walk_keys(program, log, window, "Tab")
    before_back, backward = walk_keys(program, log, window, "shift+Tab")
    # The focus may have changed what is shown.
    program.ask("hide")
    tree = pages.read(window)
    findings = list(names(tree, {*before, *(forward or []), *before_back, *(backward or [])}))
    findings += images(tree)
    findings += twins(tree)
    findings += unreachable(tree)
    findings += traps(tree, before, forward, "Tab")
    findings += traps(tree, before_back, backward, "Shift+Tab")
    findings += order(tree, forward or before)
    return findings


# Page, and what must be found on it.
PLANTED = [
    ("planted-unnamed", "a control without a name"),
    ("planted-class-name", "a control named after its class"),
    ("planted-mnemonic", "says its name twice"),
    ("planted-twins", "two of one name"),
    ("planted-image", "an image that says nothing"),
    ("planted-trap", "does not come around"),
    ("planted-order", "the focus goes back"),
    ("planted-unreachable", "with a pointer only"),
]


def templates(program):
    """Those that no page has made; and that there are any to be made."""
    lines = program.ask("unmade")
    return [line for line in lines if line.startswith("unmade")] + ["there is none"] * ("templates\t0" in lines)


class Examination:
    """The program, started anew when a page ends it."""

    def __init__(self, path):
        self.path = path
        self.program = pages.Pages(path)
        self.log = pages.FocusLog()
        self.restarted = False

    def of(self, name):
        try:
            return examine(self.program, self.log, name)
        except (AssertionError, pages.GLib.Error) as error:
            self.program.process.kill()
            self.program.process.wait()
            self.program = pages.Pages(self.path)
            self.restarted = True
            return ["%s: %s" % (type(error).__name__, error)]


def main():
    examination = Examination(sys.argv[1])
    wanted = sys.argv[2:]
    tap = pages.Tap()
    for name, fault in [] if wanted else PLANTED:
        findings = examination.of(name)
        missing = [] if any(fault in finding for finding in findings) else ["not found: " + fault, *findings]
        others = [finding for finding in findings if fault not in finding]
        tap.result("/accessible/planted/" + name, missing + others)
    for name in wanted or examination.program.names:
        tap.result("/accessible/" + name, examination.of(name))
    # A program that was started anew has forgotten what it made.
    if not wanted and not examination.restarted:
        tap.result("/accessible/every-template-was-made", templates(examination.program))
    status = examination.program.quit()
    tap.result("/accessible/the-program-ends", ["it ended with %d" % status] if status else [])
    return tap.end()


if __name__ == "__main__":
    sys.exit(main())
