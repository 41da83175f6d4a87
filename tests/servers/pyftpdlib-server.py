#!/usr/bin/python3
"""A server on pyftpdlib for the tests: explicit, implicit or plain, on one address, for one user. Started by pyftpdlib.sh."""

import argparse
import logging

from OpenSSL import SSL
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import FTPHandler, TLS_DTPHandler, TLS_FTPHandler
from pyftpdlib.servers import FTPServer

VERSIONS = {"TLSv1.2": SSL.TLS1_2_VERSION, "TLSv1.3": SSL.TLS1_3_VERSION}


def read_options():
    parser = argparse.ArgumentParser()
    for name in ("host", "port", "mode", "home", "protocols", "certificate", "log", "resumed-log", "user", "password-file",
                 "client-authorities"):
        parser.add_argument("--" + name, required=True)
    return parser.parse_args()


def make_context(options):
    context = SSL.Context(SSL.TLS_METHOD)
    versions = options.protocols.split()
    context.set_min_proto_version(VERSIONS[versions[0]])
    context.set_max_proto_version(VERSIONS[versions[-1]])
    context.use_certificate_chain_file(options.certificate + "-chain.pem")
    context.use_privatekey_file(options.certificate + ".key")
    # Without a name of its own OpenSSL resumes no session of a client that showed a certificate.
    context.set_session_id(b"waybill-test")
    if options.client_authorities:
        context.load_verify_locations(options.client_authorities)
        context.set_verify(SSL.VERIFY_PEER | SSL.VERIFY_FAIL_IF_NO_PEER_CERT, lambda *_: _[-1])
    return context


def append(path, line):
    with open(path, "a", encoding="utf-8", errors="replace") as log:
        log.write(line + "\n")


class LoggedData(TLS_DTPHandler):
    """A data channel that says whether it was resumed."""

    options = None

    def handle_ssl_established(self):
        super().handle_ssl_established()
        # pyOpenSSL has no call for it.
        resumed = SSL._lib.SSL_session_reused(self.socket._ssl)
        append(self.options.resumed_log, "data channel: %s" % ("resumed" if resumed else "not resumed"))


class Logged:
    """Every command, one a line, before it is carried out."""

    options = None

    def pre_process_command(self, line, cmd, arg):
        append(self.options.log, "PASS (hidden)" if cmd == "PASS" else line)
        super().pre_process_command(line, cmd, arg)


class Plain(Logged, FTPHandler):
    """FTP in clear."""


class Explicit(Logged, TLS_FTPHandler):
    """AUTH TLS, and nothing without it."""

    tls_control_required = True
    tls_data_required = True
    dtp_handler = LoggedData


class Implicit(Explicit):
    """TLS from the first byte on: the greeting waits for the handshake."""

    def handle(self):
        self.secure_connection(self.ssl_context)

    def handle_ssl_established(self):
        super().handle_ssl_established()
        if not self._greeted:
            self._greeted = True
            FTPHandler.handle(self)

    _greeted = False


def main():
    options = read_options()
    logging.basicConfig(level=logging.WARNING)
    with open(options.password_file, encoding="utf-8") as file:
        password = file.readline().rstrip("\n")
    authorizer = DummyAuthorizer()
    authorizer.add_user(options.user, password, options.home, perm="elradfmwMT")

    handler = {"plain": Plain, "explicit": Explicit, "implicit": Implicit}[options.mode]
    handler.options = LoggedData.options = options
    handler.authorizer = authorizer
    handler.banner = "Partner"
    handler.auth_failed_timeout = 0.05
    if handler is not Plain:
        handler.ssl_context = make_context(options)
    server = FTPServer((options.host, int(options.port)), handler, backlog=64)
    server.serve_forever(handle_exit=False)


if __name__ == "__main__":
    main()
