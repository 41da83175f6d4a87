#!/usr/bin/python3
"""The window is closed at every step of the way: it ends with 0, at once, and says nothing on standard error."""

import re
import shutil

from gi.repository import GLib

import steps
from driver import MAIN, ends, is_window
from journey import journey, main, start
from stage import CERTS, PFX_PASSWORD, make_file, wait_until

PARTNER = "Harbour Foods"
IMPORT = "Import Certificates"


def close_now(stage):
    """As the window manager asks for it, whatever stands over the window; where files are on their way, the question is
    answered."""
    window = stage.window
    press(next(top for top in window.tops() if is_window(top, MAIN)), "window.close")

    def ended():
        if stage.program.poll() is not None:
            return True
        try:
            for node in window.all(ends("Stop and Close"), "push button"):
                press(node)
                break
        except GLib.Error:
            pass  # it has gone while we looked
        return False

    wait_until(ended, "the end of the program", 20)
    stage.assert_ended_well()


def press(node, action=None):
    """Whoever closes a window may get no answer any more."""
    try:
        node.act(action)
    except GLib.Error:
        pass


def letter(stage):
    folder = stage.home / "letter"
    folder.mkdir()
    for source in ("client/modern.pfx", "ca/root.pem.cer"):
        shutil.copy(CERTS / source, folder)
    return [folder / "modern.pfx", folder / "root.pem.cer"]


def ready(stage):
    server = stage.server()
    stage.import_client()
    stage.import_authority()
    stage.add_partner(PARTNER, server)
    make_file(stage.outgoing / "order.edi", 30000)
    return server


@journey("/journeys/close/welcome")
def welcome(stage):
    start(stage)
    close_now(stage)


@journey("/journeys/close/before-anything-is-drawn")
def at_once(stage):
    start(stage)
    stage.window.press("ctrl+q")
    stage.assert_ended_well()


@journey("/journeys/close/starting-the-rehearsal")
def starting_rehearsal(stage):
    window = start(stage)
    window.click("Start Practising")
    close_now(stage)
    wait_until(lambda: not stage.practice_folders(), "nothing is left of the rehearsal")


@journey("/journeys/close/import-empty")
def import_empty(stage):
    window = start(stage)
    window.press("ctrl+i")
    window.in_front(IMPORT)
    close_now(stage)


@journey("/journeys/close/import-file-chooser")
def import_chooser(stage):
    window = start(stage)
    window.press("ctrl+i")
    window.in_front(IMPORT)
    window.press("alt+f")
    window.in_front("Choose Files")
    close_now(stage)


@journey("/journeys/close/import-password")
def import_password(stage):
    window = start(stage)
    steps.open_import(window, *letter(stage))
    close_now(stage)


@journey("/journeys/close/import-opening-a-slow-file")
def import_slow(stage):
    """The file's key is stretched 600,000 times: it is being opened on a thread when the window goes."""
    window = start(stage)
    steps.open_import(window, CERTS / "client" / "modern-600k.pfx")
    steps.give_pfx_password(window, PFX_PASSWORD)
    close_now(stage)


@journey("/journeys/close/import-inside")
def import_inside(stage):
    window = start(stage)
    steps.open_import(window, *letter(stage))
    steps.give_pfx_password(window, PFX_PASSWORD)
    window.read("Step 3 of 6", IMPORT)
    close_now(stage)
    assert "anna" not in stage.cli("cert", "list"), "something was stored before “Import”"


@journey("/journeys/close/import-writing")
def import_writing(stage):
    window = start(stage)
    steps.open_import(window, *letter(stage))
    steps.give_pfx_password(window, PFX_PASSWORD)
    for step in (3, 4):
        window.read(f"Step {step} of 6", IMPORT)
        window.click("Next", within=IMPORT)
    window.read("Step 5 of 6", IMPORT)
    window.click("Import", within=IMPORT)
    close_now(stage)
    # All of it or nothing.
    listed = stage.cli("cert", "list")
    assert ("anna" in listed) == ("Lab Root CA" in listed), listed


@journey("/journeys/close/editor-typed")
def editor(stage):
    window = start(stage)
    top = steps.new_partner(window)
    window.fill("Name", PARTNER, top)
    close_now(stage)


@journey("/journeys/close/editor-help")
def editor_help(stage):
    window = start(stage)
    steps.new_partner(window)
    window.press("F1")
    close_now(stage)


@journey("/journeys/close/certificates")
def certificates(stage):
    stage.import_client()
    window = start(stage)
    window.press("ctrl+4")
    window.top("Certificates")
    close_now(stage)


@journey("/journeys/close/check-running")
def check(stage):
    server = ready(stage)
    window = start(stage)
    steps.select(window, PARTNER)
    server.stall()
    window.click("Check Connection", within=MAIN)
    window.wait(lambda: len(window.tops()) > 1, "the connection check")
    close_now(stage)


@journey("/journeys/close/connecting")
def connecting(stage):
    server = ready(stage)
    window = start(stage)
    server.stall()
    steps.connect(window, PARTNER)
    close_now(stage)
    server.go_on()


@journey("/journeys/close/trust-question")
def question(stage):
    server = stage.server()
    stage.import_client()
    stage.add_partner(PARTNER, server, authority=None, system_trust=True)
    window = start(stage)
    steps.connect(window, PARTNER)
    window.in_front(f"Is this really {PARTNER}?")
    close_now(stage)
    assert not server.saw("USER")


@journey("/journeys/close/login-question")
def login(stage):
    server = ready(stage)
    stage.cli("password", PARTNER, "--forget")
    window = start(stage)
    steps.connect(window, PARTNER)
    window.in_front(f"Password of {server.user} at {PARTNER}")
    close_now(stage)
    assert not server.saw("USER")


@journey("/journeys/close/keyring-prompt")
def keyring_prompt(stage):
    ready(stage)
    stage.lock_keyring()
    window = start(stage)
    steps.connect(window, PARTNER)
    stage.wait_for_prompt()
    close_now(stage)


@journey("/journeys/close/connected")
def connected(stage):
    server = ready(stage)
    window = start(stage)
    steps.connect(window, PARTNER)
    steps.connected(window, PARTNER)
    close_now(stage)
    wait_until(lambda: server.saw("QUIT"), "goodbye at the server")


@journey("/journeys/close/listing")
def listing(stage):
    server = ready(stage)
    window = start(stage)
    steps.connect(window, PARTNER)
    steps.connected(window, PARTNER)
    server.stall()
    window.press("F5")
    close_now(stage)
    server.go_on()


@journey("/journeys/close/failed")
def failed(stage):
    server = ready(stage)
    server.kill()
    window = start(stage)
    steps.connect(window, PARTNER)
    window.read("could not be reached", MAIN, 40)
    close_now(stage)


@journey("/journeys/close/sending")
def sending(stage):
    server = ready(stage)
    make_file(stage.outgoing / "catalogue.iso", 256 << 20)
    window = start(stage)
    steps.connect(window, PARTNER)
    steps.connected(window, PARTNER)
    steps.send_all(window)
    wait_until(lambda: any(path.stat().st_size > 1 << 20 for path in server.home.rglob("*") if path.is_file()),
               "the first megabyte", 20)
    server.stall()
    window.find(re.compile("^catalogue.iso"), None, MAIN)
    close_now(stage)
    server.go_on()


if __name__ == "__main__":
    main()
