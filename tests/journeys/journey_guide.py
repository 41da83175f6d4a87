#!/usr/bin/python3
"""The guide in its own order: the authority, the certificate with its key, assigned, the trust list, connected. Then a year
later: the authority again under the same name, a new certificate, and nothing lost."""

import hashlib
import shutil
import ssl

import steps
from driver import MAIN, starts
from journey import journey, main, start
from stage import CERTS, PFX_PASSWORD, make_file, sha256, wait_until

PARTNER, OTHER = steps.PARTNER, "Old Mill"
STORE = "Certificates"


def fingerprint(name):
    pem = (CERTS / f"{name}.pem").read_text(encoding="ascii")
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()


def letter(stage, year, *files):
    """What came by mail, where a person has saved it."""
    folder = stage.home / f"letter-{year}"
    folder.mkdir()
    for file in files:
        shutil.copy(CERTS / file, folder)
    return [folder / file.rsplit("/", maxsplit=1)[-1] for file in files]


def set_up(stage, window, server, name):
    """What the connection needs; no certificate and no authority yet."""
    editor = steps.new_partner(window)
    steps.fill_partner(window, editor, name, "localhost", server.port, server.user, server.password)
    steps.show_page(window, editor, "folders")
    steps.set_folders(window, editor, local=stage.outgoing)
    steps.save(window, editor)


def open_store(window):
    window.in_front(MAIN)
    window.press("ctrl+4")
    return window.in_front(STORE)


def close_store(window):
    window.in_front(STORE)
    window.press("ctrl+w")
    window.gone(STORE)


def assign(window, certificate, *partners):
    """Step 4.4, in the store."""
    store = open_store(window)
    window.read(certificate, store)
    window.click(starts("Assign"), within=store)
    for partner in partners:
        row = f"Assign to {partner}"
        window.find(row, "check box", store)
        while window.focus_name() != row:
            window.press("Tab")
        window.press("space")
        window.wait(lambda: window.find(row, "check box", store).has("CHECKED"), f"{partner} is ticked")
    window.press("Escape")
    close_store(window)


def edit(window, partner):
    steps.select(window, partner)
    window.click("Edit…", within=MAIN)
    return window.in_front(partner)


def define_trust_list(window, partner, authority):
    """Step 4.5, in the partner's editor: the computer's own off, one ticked, and what that says of the real server."""
    editor = edit(window, partner)
    steps.trust_authority(window, editor, authority)
    window.tick("The computer’s own authorities", False, within=editor)
    window.click(starts("Ask"), within=editor)
    window.read("This list accepts the certificate that localhost shows now", editor)
    steps.save(window, editor)


def deliver(window, server, partner, file):
    """Connected, and the file lies whole on the partner's disk."""
    steps.connected(window, partner)
    steps.send_all(window)
    steps.delivered(window, file.name)
    wait_until(lambda: server.files().get(file.name) == sha256(file), f"{file.name} on the partner's disk")
    window.click("Disconnect", within=MAIN)


def renew_authority(window, file):
    """Step 4.2 again: the older one of that name is found, and who trusts it will trust the new one."""
    top = steps.open_import(window, file)
    window.read("Step 3 of 6", top)
    window.click("Next", within=top)
    window.read("An older authority was found", top)
    window.read("Same name, another key", top)
    window.read("The 2 partners that trust it will trust the new one", top)
    window.click("Next", within=top)
    window.read("Step 5 of 6", top)
    window.click("Import", within=top)
    window.read("Imported", top)
    window.click("Close", within=top)
    window.gone(steps.IMPORT)


def renew_certificate(window, file, *partners):
    """Steps 4.3 and 4.4 again, in one go."""
    top = steps.open_import(window, file)
    steps.give_pfx_password(window, PFX_PASSWORD)
    for step in "Step 3 of 6", "Step 4 of 6":
        window.read(step, top)
        window.click("Next", within=top)
    window.read("Which partners is your certificate for?", top)
    for partner in partners:
        window.tick(f"Use it for {partner}", within=top)
    window.click("Import", within=top)
    window.read("Imported", top)
    window.click("Close", within=top)
    window.gone(steps.IMPORT)


def without_certificates(text):
    """All else that is kept of a partner."""
    return [line for line in text.splitlines() if not line.startswith(("Identity=", "Authorities="))]


@journey("/journeys/guide-in-its-order", limit=240)
def guide(stage):
    server = stage.server("explicit-mtls")
    authority, certificate = letter(stage, 2026, "ca/root.pem.cer", "client/modern-chain.pfx")
    file = make_file(stage.outgoing / "order-1.edi", 30000)
    window = start(stage)

    steps.import_files(window, authority, password=None)
    steps.import_files(window, certificate)
    for partner in PARTNER, OTHER:
        set_up(stage, window, server, partner)
    assign(window, "anna client", PARTNER, OTHER)
    for partner in PARTNER, OTHER:
        define_trust_list(window, partner, "Lab Root CA")
        steps.connect(window, partner)
        deliver(window, server, partner, file)
        (server.home / file.name).unlink()
    before = {partner: stage.partner_file(partner) for partner in (PARTNER, OTHER)}
    for text in before.values():
        assert fingerprint("client/anna") in text and fingerprint("ca/root") in text, text

    server.stop()
    server.start("explicit-mtls-nextca")
    authority, certificate = letter(stage, 2027, "ca/nextroot.pem.cer", "client/anna-next.pfx")
    steps.connect(window, PARTNER)
    refused = window.in_front(f"This does not look like {PARTNER}")
    window.read("It names “Lab Root CA” as before, but nothing proves that it is the same one", refused)
    window.click("Do Not Connect", within=refused)
    window.gone(refused.name)

    renew_authority(window, authority)
    window.in_front(MAIN)
    window.click("Try Again", within=MAIN)
    window.read("did not accept our certificate", MAIN)
    renew_certificate(window, certificate, PARTNER, OTHER)
    window.in_front(MAIN)
    window.click("Try Again", within=MAIN)
    deliver(window, server, PARTNER, file)
    (server.home / file.name).unlink()
    steps.connect(window, OTHER)
    deliver(window, server, OTHER, file)

    for partner, text in before.items():
        after = stage.partner_file(partner)
        assert fingerprint("client/anna-next") in after and fingerprint("ca/nextroot") in after, after
        assert fingerprint("client/anna") not in after and fingerprint("ca/root") not in after, after
        assert without_certificates(after) == without_certificates(text)
    certificates = stage.cli("cert", "list", "--json")
    for name in "client/anna", "client/anna-next", "ca/nextroot":
        assert fingerprint(name) in certificates, f"{name} is in the store"
    assert stage.kept_secrets() == sorted(2 * [server.password] + 2 * [PFX_PASSWORD]), "each password is kept"


if __name__ == "__main__":
    main()
