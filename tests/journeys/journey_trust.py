#!/usr/bin/python3
"""Whom to believe: an authority that nobody knows, refused and then trusted; a certificate that was renewed; and one that
is not what it was."""

import hashlib
import ssl

import steps
from driver import MAIN, starts
from journey import journey, main, start
from stage import CERTS, make_file, sha256, wait_until

PARTNER = steps.PARTNER


def fingerprint(name):
    pem = (CERTS / f"{name}.pem").read_text(encoding="ascii")
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(pem)).hexdigest()


@journey("/journeys/unknown-authority-refused-then-trusted")
def unknown_authority(stage):
    server = stage.server("explicit-mtls")
    stage.import_client()
    stage.add_partner(PARTNER, server, authority=None, system_trust=True)
    make_file(stage.outgoing / "order.edi", 30000)
    window = start(stage)
    question = f"Is this really {PARTNER}?"

    steps.connect(window, PARTNER)
    window.in_front(question)
    window.read("Nothing has been sent yet", question)
    window.wait_for_focus("Do Not Connect")
    window.press("Escape")
    window.gone(question)
    window.wait(lambda: not window.sees("Connecting"), "the end of connecting")
    assert not server.saw("USER"), "the user name was sent to a server that was refused"
    assert "Authorities=" not in stage.partner_file(PARTNER)

    window.click("Try Again", within=MAIN)
    window.in_front(question)
    window.tick(starts("Trust this authority"), within=question)
    window.click("Trust and Connect", within=question)
    window.gone(question)
    steps.send_and_check(stage, window, server)
    assert "Lab Intermediate CA" in stage.cli("cert", "list"), "the authority is in the store"
    assert fingerprint("ca/inter") in stage.partner_file(PARTNER), "the partner's file names the authority"


@journey("/journeys/renewed-certificate")
def renewed(stage):
    server = stage.server("explicit-mtls")
    stage.import_client()
    stage.add_partner(PARTNER, server, authority=None)
    old, new = fingerprint("server/good"), fingerprint("server/renewed")
    stage.cli("trust", PARTNER, "--pin", old)
    make_file(stage.outgoing / "order.edi", 30000)
    window = start(stage)
    steps.connect(window, PARTNER)
    steps.connected(window, PARTNER)
    window.click("Disconnect", within=MAIN)
    window.wait(lambda: server.saw("QUIT"), "goodbye at the server")

    server.stop()
    server.start("explicit-mtls-renewed")
    steps.connect(window, PARTNER)
    question = f"{PARTNER} has renewed its certificate"
    window.in_front(question)
    window.read("Until now", question)
    window.read("From now on", question)
    assert not server.saw("USER")
    window.click("Use the New One", within=question)
    window.gone(question)
    steps.send_and_check(stage, window, server)
    text = stage.partner_file(PARTNER)
    assert new in text and old not in text, "the pin is replaced"


@journey("/journeys/something-is-wrong")
def wrong(stage):
    server = stage.server("explicit-mtls")
    stage.import_client()
    stage.import_authority()
    stage.add_partner(PARTNER, server)
    before = stage.partner_file(PARTNER)
    window = start(stage)
    steps.connect(window, PARTNER)
    steps.connected(window, PARTNER)
    window.click("Disconnect", within=MAIN)
    window.wait(lambda: server.saw("QUIT"), "goodbye at the server")

    server.stop()
    server.start("explicit-mtls-hopeless")
    steps.connect(window, PARTNER)
    question = f"This does not look like {PARTNER}"
    window.in_front(question)
    window.read("Waybill stopped before sending anything", question)
    buttons = {node.name for node in window.all(None, "push button", question)}
    assert not any("Trust and" in name or "Use the New" in name for name in buttons), buttons
    window.click("Do Not Connect", within=question)
    window.gone(question)
    assert not server.saw("USER")
    assert stage.partner_file(PARTNER) == before


if __name__ == "__main__":
    main()
