"""The program tests/pages from outside: started once, it shows one page after the other; here each is walked as a screen reader walks it,
and its keys are pressed as a person presses them. No test of its own."""

import os
import re
import select
import subprocess
import sys
import time
import warnings

import gi

warnings.simplefilter("ignore")
gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402

PATIENCE = 30


CLASS_NAME = re.compile(r"^(Gtk|Adw|Waybill)[A-Z]|^[A-Z][a-z]+([A-Z][a-z]+)+$")


def is_said(name):
    """A name that somebody gave, not what GTK says for want of one."""
    return bool(name.strip()) and not CLASS_NAME.match(name)


class Node:
    """What one accessible object says of itself, read once."""

    def __init__(self, accessible, parent):
        self.accessible = accessible
        self.parent = parent
        self.role = accessible.get_role_name()
        self.name = accessible.get_name() or ""
        self.description = accessible.get_description() or ""
        self.states = set(accessible.get_state_set().get_states())
        self.children = []

    def has(self, state):
        return state in self.states

    def ancestors(self):
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def extents(self):
        component = self.accessible.get_component_iface()
        if component is None:
            return 0, 0, 0, 0
        box = component.get_extents(Atspi.CoordType.WINDOW)
        return box.x, box.y, box.width, box.height

    def actions(self):
        """Nothing for those that count actions and cannot name them."""
        try:
            count = self.accessible.get_n_actions()
            return [Atspi.Action.get_action_name(self.accessible, index) for index in range(count)]
        except GLib.Error:
            return []

    def where(self):
        """For messages: the way from the window, without what only holds it together."""
        way = [node for node in reversed(list(self.ancestors())) if node.role not in ("panel", "filler") or is_said(node.name)]
        return " > ".join("%s “%s”" % (node.role, node.name[:40]) for node in [*way, self])


def read(accessible, parent=None):
    node = Node(accessible, parent)
    for index in range(accessible.get_child_count()):
        child = accessible.get_child_at_index(index)
        if child is not None:
            node.children.append(read(child, node))
    return node


def walk(node):
    yield node
    for child in node.children:
        yield from walk(child)


class Pages:
    """One run of the program."""

    def __init__(self, program, **environment):
        self.process = subprocess.Popen(
            [program, "serve"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env={**os.environ, **environment}
        )
        self.rest = b""
        self.names = subprocess.run([program, "list"], check=True, capture_output=True, text=True).stdout.split()
        Atspi.init()

    def ask(self, line):
        """The lines of the answer, without the last."""
        self.process.stdin.write((line + "\n").encode())
        self.process.stdin.flush()
        end = time.monotonic() + PATIENCE
        lines = []
        while True:
            while b"\n" in self.rest:
                line_read, self.rest = self.rest.split(b"\n", 1)
                if line_read == b".":
                    return lines
                lines.append(line_read.decode())
            if not select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))[0]:
                raise AssertionError("no answer to “%s” within %d seconds" % (line, PATIENCE))
            chunk = os.read(self.process.stdout.fileno(), 65536)
            if not chunk:
                raise AssertionError("the program ended at “%s” with %s" % (line, self.process.wait()))
            self.rest += chunk

    def application(self):
        desktop = Atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            child = desktop.get_child_at_index(index)
            if child is not None and child.get_process_id() == self.process.pid:
                return child
        return None

    def show(self, name, narrow=False):
        """The page's own window: the newest."""
        self.ask(("narrow " if narrow else "show ") + name)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            application = self.application()
            if application is not None and application.get_child_count() > 0:
                window = application.get_child_at_index(application.get_child_count() - 1)
                if window is not None:
                    return window
            time.sleep(0.02)
        raise AssertionError("%s: no window is in the accessible tree" % name)

    def quit(self):
        if self.process.poll() is None:
            self.process.stdin.write(b"quit\n")
            self.process.stdin.close()
        return self.process.wait(PATIENCE)


class FocusLog:
    """Which object has the focus, as it says itself, while keys are pressed."""

    def __init__(self):
        self.seen = []
        self.listener = Atspi.EventListener.new(self.changed)
        self.listener.register("object:state-changed:focused")

    def changed(self, event):
        if event.detail1:
            self.seen.append(event.source)

    def pump(self, quiet, most=PATIENCE):
        """Until nothing has happened for so many seconds."""
        context = GLib.MainContext.default()
        end = time.monotonic() + most
        last = time.monotonic()
        while time.monotonic() < min(end, last + quiet):
            if context.iteration(False):
                last = time.monotonic()
            else:
                time.sleep(0.002)

    def press(self, program, window, key, times):
        """(list) what got the focus, in order."""
        self.seen = []
        subprocess.run(["xdotool", "key", "--delay", "4", *[key] * times], check=True)
        program.ask("settle")
        # What it says comes in order: behind this answer nothing is left of what the keys did.
        window.get_component_iface().get_extents(Atspi.CoordType.WINDOW)
        self.pump(0.03)
        return list(self.seen)


CRAMPED = {"clipped": "no room", "ellipsized": "cut short without a tooltip", "wide": "the window is too wide", "high": "the window is too high"}


def cramped(program, where, harmless=()):
    """What has too little room on the page that stands."""
    for line in program.ask("clipped"):
        kind, rest = line.split("\t", 1)
        if kind not in harmless:
            yield "%s %s: %s" % (CRAMPED[kind], where, rest.replace("\t", " "))


class Tap:
    """Counts and prints; a failure has its reasons below it."""

    def __init__(self):
        self.count = 0
        self.failed = 0

    def result(self, name, findings):
        self.count += 1
        self.failed += bool(findings)
        print("%s %d %s" % ("not ok" if findings else "ok", self.count, name))
        for finding in findings:
            print("# " + finding)
        sys.stdout.flush()

    def end(self):
        print("1..%d" % self.count)
        return 1 if self.failed else 0
