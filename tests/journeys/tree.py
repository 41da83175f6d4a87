"""The window as the accessibility bus tells it: all nodes of the program at once, with role, name and states, and what
can be done to one. libatspi asks for each of these one by one, which takes seconds for a page; GTK gives them together."""

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, Gio, GLib  # noqa: E402  pylint: disable=wrong-import-position

from stage import FACTOR  # noqa: E402  pylint: disable=wrong-import-position

PREFIX = "org.a11y.atspi."
ROOT = "/org/a11y/atspi/accessible/root"
ROLES = {number: Atspi.role_get_name(Atspi.Role(number)) for number in range(int(Atspi.Role.LAST_DEFINED))}
STATES = {name: int(getattr(Atspi.StateType, name)) for name in
          ("ACTIVE", "CHECKED", "EXPANDED", "FOCUSED", "PRESSED", "SELECTED", "SENSITIVE")}
WINDOW_COORDINATES = 1


class Node:
    """One node as it was when the tree was read; its actions go to the program."""

    def __init__(self, tree, item):
        (_, self.path), _, (_, self.parent), _, self.count, self.interfaces, self.name, role, _, states = item
        self.tree = tree
        self.role = ROLES.get(role, str(role))
        self.states = states
        self.children = []

    def __eq__(self, other):
        return isinstance(other, Node) and other.path == self.path

    def __hash__(self):
        return hash(self.path)

    def has(self, state):
        number = STATES[state]
        return bool(self.states[number // 32] & (1 << (number % 32)))

    def walk(self):
        yield self
        for child in self.children:
            yield from child.walk()

    def can(self, interface):
        return PREFIX + interface in self.interfaces

    def call(self, interface, method, signature=None, *arguments):
        return self.tree.call(self.path, interface, method, signature, *arguments)

    def actions(self):
        return [row[0] for row in self.call("Action", "GetActions")[0]] if self.can("Action") else []

    def act(self, action=None):
        """Its action of that name, or the first one. A menu button's stand at the toggle button inside."""
        for node in self.walk():
            names = node.actions()
            if names:
                assert node.call("Action", "DoAction", "(i)", names.index(action) if action else 0)[0], (self.name, names)
                return
        raise AssertionError(f"{self.role} “{self.name}” has no action")

    def text(self):
        if not self.can("Text"):
            return ""
        count = self.tree.get(self.path, "Text", "CharacterCount")
        return self.call("Text", "GetText", "(ii)", 0, count)[0]

    def write(self, text):
        assert self.call("EditableText", "SetTextContents", "(s)", text)[0], self.name

    def box(self):
        """x, y, width, height in its window."""
        return self.call("Component", "GetExtents", "(u)", WINDOW_COORDINATES)[0]

    def select_child(self, index):
        assert self.call("Selection", "SelectChild", "(i)", index)[0], self.name


class Tree:
    """The connection to the program that has the process id, once it has come to the bus."""

    def __init__(self, pid):
        session = Gio.bus_get_sync(Gio.BusType.SESSION)
        address = session.call_sync("org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress", None, None, 0, 10000,
                                    None).unpack()[0]
        flags = Gio.DBusConnectionFlags.AUTHENTICATION_CLIENT | Gio.DBusConnectionFlags.MESSAGE_BUS_CONNECTION
        self.bus = Gio.DBusConnection.new_for_address_sync(address, flags, None, None)
        self.pid = pid
        self.owner = None

    def look_for_program(self):
        """Whether it is there."""
        found = self._call("org.a11y.atspi.Registry", ROOT, PREFIX + "Accessible", "GetChildren")[0]
        for owner, _ in found:
            pid = self._call("org.freedesktop.DBus", "/", "org.freedesktop.DBus", "GetConnectionUnixProcessID", "(s)", owner)[0]
            if pid == self.pid:
                self.owner = owner
        return self.owner is not None

    def _call(self, owner, path, interface, method, signature=None, *arguments):
        parameters = GLib.Variant(signature, arguments) if signature else None
        return self.bus.call_sync(owner, path, interface, method, parameters, None, Gio.DBusCallFlags.NONE,
                                  int(30000 * FACTOR), None).unpack()

    def call(self, path, interface, method, signature=None, *arguments):
        return self._call(self.owner, path, PREFIX + interface, method, signature, *arguments)

    def get(self, path, interface, name):
        return self._call(self.owner, path, "org.freedesktop.DBus.Properties", "Get", "(ss)", PREFIX + interface, name)[0]

    def read(self):
        """The root of what there is now. Who is whose child is asked of each, all of one generation at a time: GTK hides and
        shows without a count that changes. All the rest it tells at once."""
        children, generation = {}, [ROOT]
        while generation:
            answers = self._ask(generation)
            children.update(answers)
            generation = [child for path in answers for child in answers[path] if child not in children]
        items = {item[0][1]: item for item in self.call("/org/a11y/atspi/cache", "Cache", "GetItems")[0]}
        return self._join(items, children)

    def _ask(self, paths):
        """The children of each; one that has left meanwhile has none."""
        answers, left = {}, len(paths)

        def answered(bus, result, path):
            nonlocal left
            left -= 1
            try:
                answers[path] = [child for _, child in bus.call_finish(result).unpack()[0]]
            except GLib.Error:
                answers[path] = []

        for path in paths:
            self.bus.call(self.owner, path, PREFIX + "Accessible", "GetChildren", None, None, Gio.DBusCallFlags.NONE,
                          int(30000 * FACTOR), None, answered, path)
        while left > 0:
            GLib.MainContext.default().iteration(True)
        return {path: answers[path] for path in paths}

    def _join(self, items, children):
        nodes = {path: Node(self, items[path]) for path in children if path in items}
        for path, node in nodes.items():
            node.children = [nodes[child] for child in children[path] if child in nodes]
        return nodes.get(ROOT)

    def line_of(self, path):
        """The paths of a node and of those above it."""
        line = []
        while path and path != ROOT and len(line) < 200:
            line.append(path)
            path = self.get(path, "Accessible", "Parent")[1]
        return line

    def at(self, top, x, y):
        """The path of what stands at a place of a window."""
        return self.call(top, "Component", "GetAccessibleAtPoint", "(iiu)", x, y, WINDOW_COORDINATES)[0][1]
