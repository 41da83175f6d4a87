"""Looks at the window as a screen reader does and acts as hands do. Every wait has an end. Make a Window when the stage
stands: it connects to the display and the bus of this process."""

import pathlib
import re
import subprocess
import time

from gi.repository import GLib

from stage import FACTOR, wait_until
from tree import Tree

WAIT = 10
BUTTON, TEXT, ROW, MENU_ITEM = "push button", "text", "list item", "menu item"
FIELDS = (TEXT, "password text", "entry", "spin button")
TICKS = ("check box", "radio button", "toggle button", "switch")


# The main window, whatever its title is: it bears the partner's name where one is shown.
MAIN = object()


def is_window(top, wanted):
    """Whether a top level is the main one, or a dialog of that title."""
    main = any(node.name == "Main menu" for node in top.walk())
    return main if wanted is MAIN else not main and matches(top.name, wanted)


def matches(name, wanted):
    """Wanted is the name itself, or a compiled pattern to be found in it."""
    return wanted.search(name) is not None if isinstance(wanted, re.Pattern) else name == wanted


def starts(text):
    return re.compile("^" + re.escape(text))


def ends(text):
    return re.compile(re.escape(text) + "$")


def contains(text):
    return re.compile(re.escape(text))


def _said(wanted):
    return "the main window" if wanted is MAIN else f"“{getattr(wanted, 'pattern', wanted)}”"


class Window:
    """The running program: its windows and dialogs, and what is in them. “within” is the title of one of them, or a node."""

    def __init__(self, process, pictures):
        self.process = process
        self.pictures = pathlib.Path(pictures)
        self.tree = Tree(process.pid)
        self.wait(self.tree.look_for_program, "the program on the accessibility bus", 30)

    def wait(self, condition, what, seconds=WAIT):
        """As wait_until, but a program that has ended ends the waiting."""

        def look():
            if self.process.poll() is not None:
                raise AssertionError(f"the program ended with {self.process.returncode} while waiting for {what}")
            try:
                return condition()
            except GLib.Error:
                return None  # it went away while we looked

        return wait_until(look, what, seconds)

    # Finding

    def tops(self):
        root = self.tree.read()
        return root.children if root is not None else []

    def titles(self):
        """Of the dialogs."""
        return [top.name for top in self.tops() if not is_window(top, MAIN)]

    def top(self, title, seconds=WAIT):
        """The main window, or a dialog by its title."""
        return self.wait(lambda: next((top for top in self.tops() if is_window(top, title)), None), f"a window {_said(title)}",
                         seconds)

    def gone(self, title, seconds=WAIT):
        self.wait(lambda: not any(is_window(top, title) for top in self.tops()), f"no window {_said(title)}", seconds)

    def all(self, name=None, role=None, within=None):
        roles = (role,) if isinstance(role, str) else role
        path = getattr(within, "path", None)
        found = []
        for top in self.tops():
            if path is not None:
                roots = [node for node in top.walk() if node.path == path]
            elif within is None or is_window(top, within):
                roots = [top]
            else:
                roots = []
            for root in roots:
                found += [node for node in root.walk()
                          if (roles is None or node.role in roles) and (name is None or matches(node.name, name))]
        return found

    def find(self, name=None, role=None, within=None, seconds=WAIT, usable=False):
        """The first such node; with “usable” it has to be one that can be acted on."""
        return self.wait(lambda: next((node for node in self.all(name, role, within) if not usable or node.has("SENSITIVE")), None),
                         f"{role or 'anything'} {_said(name)}{' that can be used' if usable else ''}", seconds)

    def shown(self, node):
        """Whether its middle is on the screen: pages that are not in front stand in the tree as well."""
        try:
            x, y, width, height = node.box()
            if width <= 0 or height <= 0:
                return False
            line = self.tree.line_of(node.path)
            hit = self.tree.at(line[-1], x + width // 2, y + height // 2)
            return hit in line[:4] or node.path in self.tree.line_of(hit)
        except GLib.Error:
            return False

    def sees(self, words, within=None):
        """Whether words stand on the screen now, anywhere in a name."""
        return any(self.shown(node) for node in self.all(contains(words), None, within))

    def read(self, words, within=None, seconds=WAIT):
        """Waits for words on the screen; they may be a pattern."""
        wanted = words if isinstance(words, re.Pattern) else contains(words)
        return self.wait(lambda: next((node for node in self.all(wanted, None, within) if self.shown(node)), None),
                         f"the words {_said(words)}", seconds)

    # Acting

    def click(self, name, role=BUTTON, within=None, seconds=WAIT):
        """Waits until it can be clicked, and clicks it."""
        node = self.find(name, role, within, seconds, usable=True)
        node.act()
        return node

    def fill(self, name, value, within=None, seconds=WAIT):
        """Writes a field anew."""
        node = self.find(name, FIELDS, within, seconds, usable=True)
        node.write(str(value))
        return node

    def tick(self, name, on=True, within=None, seconds=WAIT):
        node = self.find(name, TICKS, within, seconds, usable=True)
        if node.has("CHECKED") != on:
            # GTK's check buttons have no accessible action; hands have.
            if node.actions():
                node.act()
            else:
                self.point(node)
            self.wait(lambda: any(again.path == node.path and again.has("CHECKED") == on for again in self.all(name, TICKS, within)),
                      f"{_said(name)} is {'on' if on else 'off'}")
        return node

    def focus(self):
        """The node with the keyboard's focus in the window that gets the keys."""
        title = self.active_title()
        found = [(top, node) for top in self.tops() for node in top.walk() if node.has("FOCUSED")]
        return next((node for top, node in found if top.name == title), found[-1][1] if found else None)

    def focus_name(self):
        node = self.focus()
        return node.name if node is not None else ""

    def wait_for_focus(self, name, seconds=WAIT):
        return self.wait(lambda: matches(self.focus_name(), name), f"the focus on {_said(name)}", seconds)

    @staticmethod
    def active_title():
        """The title of the window that gets the keys."""
        return subprocess.run(["xdotool", "getactivewindow", "getwindowname"], capture_output=True, text=True, check=False,
                              timeout=30).stdout.strip()

    def in_front(self, title, seconds=WAIT):
        """Waits until the window is there and gets the keys."""
        top = self.top(title, seconds)
        self.wait(lambda: self.active_title() in [each.name for each in self.tops() if is_window(each, title)],
                  f"{_said(title)} in front", seconds)
        return top

    # Hands

    @staticmethod
    def press(*keys):
        subprocess.run(["xdotool", "key", "--clearmodifiers", "--delay", "25", *keys], check=True, timeout=30 * FACTOR)

    @staticmethod
    def type(text):
        subprocess.run(["xdotool", "type", "--clearmodifiers", "--delay", "12", text], check=True, timeout=60 * FACTOR)

    @staticmethod
    def mouse(*steps):
        """Steps of xdotool, such as "mousemove", "10", "20", "mousedown", "1"."""
        subprocess.run(["xdotool", *map(str, steps)], check=True, timeout=60 * FACTOR)

    def place_of(self, node, middle_of_window=False):
        """The middle of a node on the screen: its window's place and its own place in it."""
        out = subprocess.run(["xdotool", "getactivewindow", "getwindowgeometry", "--shell"], capture_output=True, text=True,
                             check=True, timeout=30).stdout
        values = dict(line.split("=") for line in out.split())
        if middle_of_window:
            return int(values["X"]) + int(values["WIDTH"]) // 2, int(values["Y"]) + int(values["HEIGHT"]) * 2 // 3
        x, y, width, height = node.box()
        return int(values["X"]) + x + width // 2, int(values["Y"]) + y + height // 2

    def point(self, node, clicks=1):
        """Clicks on it with the mouse, and scrolls there first where it is out of sight."""
        for _ in range(40):
            if self.shown(node):
                break
            x, y = self.place_of(node, middle_of_window=True)
            self.mouse("mousemove", x, y, "click", "5")
            time.sleep(0.05)
        assert self.shown(node), f"“{node.name}” cannot be scrolled to"
        x, y = self.place_of(node)
        self.mouse("mousemove", "--sync", x, y, "click", "--repeat", clicks, "--delay", "60", "1")

    def choose_file(self, path, title):
        """Types a path into the file chooser of that title."""
        self.in_front(title)
        # The chooser opens its field for a path with the first key; typing goes on when it is there.
        self.press("slash")
        self.wait(lambda: self._path_in(title), "the chooser's field for a path")
        self.type(str(path)[1:])
        self.wait(lambda: self._path_in(title) == str(path), "the path in the chooser")
        self.press("Return")
        self.gone(title)

    def _path_in(self, title):
        texts = (node.text() for node in self.all(None, TEXT, title))
        return next((text for text in texts if text.startswith("/")), None)

    # Measuring and telling

    def ping(self):
        """How long the program takes to answer one question, in seconds: its main loop answers it."""
        before = time.monotonic()
        self.tree.get("/org/a11y/atspi/accessible/root", "Accessible", "ChildCount")
        return time.monotonic() - before

    def slowest_ping(self, seconds, pause=0.01):
        worst, deadline = 0.0, time.monotonic() + seconds
        while time.monotonic() < deadline:
            worst = max(worst, self.ping())
            time.sleep(pause)
        return worst

    def outline(self):
        """All nodes with role, name, text and states, indented."""
        lines = []

        def note(node, depth):
            states = [state for state in ("FOCUSED", "CHECKED", "SELECTED", "PRESSED", "EXPANDED") if node.has(state)]
            states += [] if node.has("SENSITIVE") else ["insensitive"]
            text = ""
            if node.role in FIELDS:
                try:
                    text = f" = {node.text()!r}"
                except GLib.Error:
                    text = " = ?"
            lines.append(f"{'  ' * depth}{node.role} “{node.name}”{text} {' '.join(states)}".rstrip())
            for child in node.children:
                note(child, depth + 1)

        for top in self.tops():
            note(top, 0)
        return "\n".join(lines)

    def picture(self, name):
        self.pictures.mkdir(parents=True, exist_ok=True)
        path = self.pictures / f"{name}.png"
        subprocess.run(["import", "-window", "root", str(path)], check=False, timeout=30)
        return path
