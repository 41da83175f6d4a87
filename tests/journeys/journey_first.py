#!/usr/bin/python3
"""From the first start to a delivered file: with a mouse's worth of help, with keys alone, in a narrow window, and with a
password that is wrong at first."""

import shutil

import steps
from driver import MAIN, starts
from journey import journey, main, start
from stage import CERTS, PFX_PASSWORD, make_file, sha256, tree, wait_until

PARTNER = "Harbour Foods"
FILES = ["modern.pfx", "root.pem.cer"]


def letter(stage):
    """The partner's two files, where a person has saved them."""
    folder = stage.home / "letter"
    folder.mkdir()
    shutil.copy(CERTS / "client" / FILES[0], folder)
    shutil.copy(CERTS / "ca" / FILES[1], folder)
    return [folder / name for name in FILES]


def order(stage):
    return make_file(stage.outgoing / "order-4711.edi", 300000)


def check_facts(stage, server, file, letter_before):
    """The one file is whole on the partner's disk, anna's certificate brought it, and nothing else was written."""
    wait_until(lambda: server.files() == {file.name: sha256(file)}, "the file on the partner's disk, and nothing beside it")
    assert server.deliveries()[-1][:2] == ("CN = anna, O = Lab", server.user), server.deliveries()
    assert tree(stage.home / "letter") == letter_before
    assert stage.kept_secrets() == sorted([server.password, PFX_PASSWORD]), "the keyring holds both passwords"
    text = stage.partner_file(PARTNER)
    assert f"Name={PARTNER}" in text and f"Port={server.port}" in text and "Authorities=" in text, text
    for name, path in ((path.name, path) for path in (stage.home / "data" / "waybill").rglob("*") if path.is_file()):
        assert server.password.encode() not in path.read_bytes(), f"the password stands in {name}"


@journey("/journeys/first-start-to-delivered")
def first_start(stage):
    server, files, file = stage.server(), letter(stage), order(stage)
    before = tree(stage.home / "letter")
    window = start(stage)
    window.read("Welcome to Waybill")
    window.wait_for_focus("Set Up a Partner")

    steps.import_files(window, *files)
    window.click("Set Up a Partner")
    editor = window.in_front("New Partner")
    steps.fill_partner(window, editor, PARTNER, "localhost", server.port, server.user, server.password)
    steps.choose_identity(window, editor, "anna client")
    steps.trust_authority(window, editor, "Lab Root CA")
    steps.show_page(window, editor, "folders")
    steps.set_folders(window, editor, local=stage.outgoing)
    steps.save(window, editor)

    steps.connect(window, PARTNER)
    steps.connected(window, PARTNER)
    steps.send_all(window)
    steps.delivered(window, file.name)
    check_facts(stage, server, file, before)


@journey("/journeys/wrong-pfx-password")
def wrong_password(stage):
    files = letter(stage)
    window = start(stage)
    top = steps.open_import(window, *files)
    steps.give_pfx_password(window, "not this one")
    window.read("That password does not open the file.", top)
    window.read("Nothing is lost: the files stay chosen.", top)
    assert not list((stage.home / "data").glob("waybill/certificates/*")), "nothing is stored after a wrong password"
    # The field has the focus, and what was typed is selected: the right one is typed over it.
    window.type(PFX_PASSWORD)
    window.press("Return")
    window.read("Step 3 of 6", top)
    steps.finish_import(window)
    assert "anna client" in stage.cli("cert", "list")
    assert stage.kept_secrets() == [PFX_PASSWORD]


def tab_to(window, name, key="Tab", limit=40):
    """Tab until the focus is on what begins so."""
    for _ in range(limit):
        if window.focus_name().startswith(name):
            return
        window.press(key)
    raise AssertionError(f"{key} does not lead to “{name}”; the focus is on “{window.focus_name()}”")


def type_into(window, mnemonic, name, text):
    """The row's own letter, then over what stands there. (Rows of libadwaita do not say that they have the focus.)"""
    window.press(mnemonic)
    window.press("ctrl+a")
    window.type(text)
    window.wait(lambda: any(node.text() == text for node in window.all(name, "text")), f"“{name}” holds what was typed")


def make_by_keys(stage, narrow=False):
    """No accessible action: keys alone. The tree is only looked at, as eyes would."""
    server, files, file = stage.server(), letter(stage), order(stage)
    before = tree(stage.home / "letter")
    window = start(stage)
    window.read("Welcome to Waybill")

    window.press("ctrl+i")
    window.in_front(steps.IMPORT)
    for path in files:
        window.press("alt+f")
        window.choose_file(path, "Choose Files")
        window.in_front(steps.IMPORT)
        window.find(path.name, "list item", steps.IMPORT)
    window.press("alt+n")
    window.read("Step 2 of 6", steps.IMPORT)
    window.type(PFX_PASSWORD)
    window.press("Return")
    window.read("Step 3 of 6", steps.IMPORT)
    for step in "45":
        window.press("alt+n")
        window.read(f"Step {step} of 6", steps.IMPORT)
    window.press("alt+i")
    window.read("Step 6 of 6", steps.IMPORT)
    window.press("alt+c")
    window.gone(steps.IMPORT)

    window.press("ctrl+n")
    window.in_front("New Partner")
    window.press("alt+1")
    type_into(window, "alt+n", "Name", PARTNER)
    type_into(window, "alt+h", "Host", "localhost")
    tab_to(window, "Port follows the choice above")
    window.press("space")
    type_into(window, "alt+p", "Port", str(server.port))
    window.press("alt+2")
    type_into(window, "alt+u", "User name", server.user)
    type_into(window, "alt+p", "Password", server.password)
    window.press("alt+3")
    tab_to(window, "Choose")
    window.press("Return")
    window.wait(lambda: window.focus_name().startswith("anna client"), "the list of certificates")
    window.press("Return")
    window.press("alt+4")
    # The page begins at the field for a pin, its first empty one; the authorities stand above it.
    tab_to(window, "Trust Lab Root CA", "shift+Tab")
    window.press("space")
    window.press("alt+5")
    type_into(window, "alt+o", "On this computer", str(stage.outgoing))
    window.press("ctrl+s")
    window.gone(PARTNER)

    window.in_front(MAIN)
    window.press("ctrl+shift+f")
    window.type(PARTNER[:4])
    # The first one leaves the search for the partner that was found.
    window.press("Return")
    window.wait_for_focus(starts(PARTNER))
    window.press("Return")
    steps.connected(window, PARTNER)
    if narrow:
        # One of four areas is shown; the bar below leads to this computer's files.
        tab_to(window, "Computer")
        window.press("space")
        window.wait(lambda: any(window.shown(node) for node in window.all(steps.LOCAL_LIST)), "the files of this computer")
    if narrow:
        # Here a finger marks the row, as the narrow list is made for.
        window.point(window.find(f"Mark {file.name}", "check box", MAIN))
        window.find(starts("Send"), "push button", MAIN, usable=True)
        window.press("ctrl+Return")
        window.press("ctrl+j")
    else:
        steps.send_all(window)
    steps.delivered(window, file.name)
    check_facts(stage, server, file, before)


@journey("/journeys/keyboard-only", limit=120)
def keyboard_only(stage):
    make_by_keys(stage)


@journey("/journeys/360-pixels-wide", limit=120, size="360x640", fill=True)
def narrow(stage):
    """The same on a screen of 360 times 640, which every window fills; the file is marked by touch."""
    make_by_keys(stage, narrow=True)


if __name__ == "__main__":
    main()
