"""What several journeys do on their way. Each step waits until what it did can be seen."""

import re

from driver import BUTTON, MAIN, contains, starts
from journey import start
from stage import PFX_PASSWORD, make_file, sha256, wait_until

# The partner of most journeys.
PARTNER = "Harbour Foods"
IMPORT = "Import Certificates"
# The two lists of a tab, and the rows in them.
LOCAL_LIST, REMOTE_LIST = re.compile("^Files, This computer$"), re.compile("^Files, (?!This computer$)")
LISTS = ("list", "tree table")
FILE_ROWS = ("table row", "list item")
# The editor's pages by their place in its list.
PAGES = {"connection": 1, "login": 2, "certificate": 3, "trust": 4, "folders": 5}


def add_files(window, *files):
    """In the assistant's first page, each through the file chooser."""
    for file in files:
        window.in_front(IMPORT)
        window.press("alt+f")
        window.choose_file(file, "Choose Files")
        window.find(file.name, "list item", window.top(IMPORT))


def open_import(window, *files):
    window.press("ctrl+i")
    top = window.in_front(IMPORT)
    add_files(window, *files)
    window.click("Next", within=top)
    return top


def give_pfx_password(window, password):
    top = window.in_front(IMPORT)
    window.read("Step 2 of 6", top)
    window.fill(starts("Password of"), password, top)
    window.click("Open the File", within=top)


def finish_import(window, trust=None):
    """From what is inside to the end; trust is the choice on the fifth page, where it is asked."""
    top = window.top(IMPORT)
    window.read("Step 3 of 6", top)
    window.click("Next", within=top)
    window.read("Step 4 of 6", top)
    window.click("Next", within=top)
    window.read("Step 5 of 6", top)
    if trust is not None:
        window.tick(starts(trust), within=top)
    window.click("Import", within=top)
    window.read("Step 6 of 6", top)
    window.read("Imported", top)
    window.click("Close", within=top)
    window.gone(IMPORT)


def import_files(window, *files, password=PFX_PASSWORD, trust=None):
    open_import(window, *files)
    if password is not None:
        give_pfx_password(window, password)
    finish_import(window, trust)


def show_page(window, editor, page):
    window.press(f"alt+{PAGES[page]}")


def new_partner(window):
    """The editor of a new partner, by its key."""
    window.in_front(MAIN)
    window.press("ctrl+n")
    return window.in_front("New Partner")


def fill_partner(window, editor, name, host, port, user, password, implicit=False):
    window.fill("Name", name, editor)
    window.fill("Host", host, editor)
    if implicit:
        window.tick("FTP with TLS from the first byte", within=editor)
    window.tick("Port follows the choice above", False, within=editor)
    window.fill("Port", port, editor)
    window.fill("User name", user, editor)
    window.fill("Password", password, editor)


def choose_identity(window, editor, name):
    """On the page Certificate: the list of the user's certificates, by keys."""
    show_page(window, editor, "certificate")
    window.click("Choose a certificate from your store", within=editor)
    window.wait_for_focus(starts(name))
    window.press("Return")


def trust_authority(window, editor, name):
    show_page(window, editor, "trust")
    window.tick(re.compile(f"^Trust {re.escape(name)}"), within=editor)


def set_folders(window, editor, local=None, remote=None):
    if local is not None:
        window.fill("On this computer", local, editor)
    if remote is not None:
        window.fill("At the partner", remote, editor)


def save(window, editor):
    title = window.top(editor).name if isinstance(editor, str) else editor.name
    window.click("Save", BUTTON, editor)
    window.gone(title)


def select(window, partner):
    """The partner's row in the sidebar."""
    window.in_front(MAIN)
    row = window.find(starts(partner + ","), "list item", MAIN)
    if not row.has("SELECTED"):
        rows = window.find("Partners", "list", MAIN)
        rows.select_child([child.path for child in rows.children if child.role == "list item"].index(row.path))


def connect(window, partner):
    """Its tab, and the blue button's key there."""
    select(window, partner)
    window.find("Connect", "push button", MAIN, usable=True)
    window.press("ctrl+Return")


def connected(window, partner, seconds=20):
    window.find(re.compile(f"^{re.escape(partner)}, Connected"), "list item", MAIN, seconds)


def go_to_list(window, pane):
    """The keyboard's way to a list: 0 this computer's, 1 the partner's."""
    name = (LOCAL_LIST, REMOTE_LIST)[pane]
    for _ in range(60):
        focus = window.focus()
        if focus is not None and any(node == focus for table in window.all(name, LISTS) for node in table.walk()):
            return
        window.press("Tab")
    raise AssertionError(f"Tab does not lead to the list {name.pattern}; the focus is on “{window.focus_name()}”")


def file_row(window, name, seconds=20):
    """A file's or folder's row."""
    return window.find(re.compile(f"^{re.escape(name)}, "), FILE_ROWS, MAIN, seconds)


def send_all(window):
    """Everything of this computer's folder: Ctrl+A and the blue button's key."""
    go_to_list(window, 0)
    window.press("ctrl+a")
    window.find(starts("Send"), "push button", MAIN, usable=True)
    window.press("ctrl+Return")


def fetch_all(window):
    go_to_list(window, 1)
    window.press("ctrl+a")
    window.find(starts("Fetch"), "push button", MAIN, usable=True)
    window.press("ctrl+Return")


def delivered(window, name, seconds=30):
    """The queue says that a file has arrived."""
    return window.find(re.compile(f"^{re.escape(name)}.*Delivered"), None, MAIN, seconds)


def back_again(window, partner):
    """Where the loss of the connection has ended the session, it is made anew."""
    def look():
        names = [node.name for node in window.all(starts(partner + ","), "list item", MAIN)]
        if any("Connected" in name for name in names):
            return True
        for node in window.all(re.compile("^Try [Aa]gain"), "push button", MAIN) + window.all("Connect", "push button", MAIN):
            if node.has("SENSITIVE") and window.shown(node):
                node.act()
                break
        return False

    window.wait(look, f"{partner} is connected again", 40)


def cancel(window, name):
    """The row's menu in the queue: cancel."""
    window.click(f"More for {name}")
    window.click(re.compile("^(Cancel|Stop)"), "menu item")


# What is there before, and a file sent to prove that it works


def ready(stage, password=True, variant="explicit-mtls"):
    server = stage.server(variant)
    stage.import_client()
    stage.import_authority()
    stage.add_partner(PARTNER, server, password=password)
    return server


def connected_window(stage):
    window = start(stage)
    connect(window, PARTNER)
    connected(window, PARTNER)
    return window


def send_and_check(stage, window, server):
    name = "order.edi"
    connected(window, PARTNER)
    send_all(window)
    delivered(window, name)
    wait_until(lambda: server.files().get(name) == sha256(stage.outgoing / name), "the file on the partner's disk")
    assert server.deliveries()[-1][:2] == ("CN = anna, O = Lab", server.user)


def answer_secrets(window, server, said=None):
    """What the window asks for where the keyring has no answer: the certificate's password, the login's. Returns how often it
    asked."""
    answers = {"The password of “anna”": PFX_PASSWORD, f"Password of {server.user} at {PARTNER}": server.password}
    refusal = "The password was not kept"
    asked = []

    def come():
        titles = window.titles()
        if refusal in titles:
            return refusal
        title = next((title for title in answers if title in titles and title not in asked), None)
        if title is None and any(f"{PARTNER}, Connected" in node.name for node in window.all(None, "list item", MAIN)):
            title = "connected"
        return title

    while True:
        title = window.wait(come, "a question for a password, or the connection", 40)
        if title == refusal:
            window.click(starts("Close"), within=title)
        elif title == "connected":
            return len(asked)
        else:
            asked.append(title)
            if said is not None:
                window.find(contains(said), None, title)
            window.fill(starts("Password"), answers[title], title)
            window.click("Connect", within=title)
        window.gone(title)
