#!/usr/bin/python3
"""proxy.py socks5|connect ADDRESS PORT LOG USER PASSWORDFILE: forwards to loopback and nowhere else.

An empty USER asks for no login. SOCKS5 is RFC 1928 and 1929, CONNECT is RFC 9110, 9.3.6. What refuses and lies is another's.
"""

import base64
import ipaddress
import select
import socket
import socketserver
import struct
import sys

SILENCE = 60
MOST_HEAD = 16384


def read_exactly(connection, length):
    data = b""
    while len(data) < length:
        piece = connection.recv(length - len(data))
        if not piece:
            raise EOFError
        data += piece
    return data


def is_loopback(host):
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def reach(host, port):
    """The connection to where the caller wants to go; None when it cannot or must not be had."""
    try:
        return socket.create_connection((host, port), SILENCE) if is_loopback(host) else None
    except OSError:
        return None


def relay(one, other):
    """Both directions, each until its end, which is passed on."""
    for connection in (one, other):
        connection.settimeout(SILENCE)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    to = {one: other, other: one}
    reading = {one, other}
    while reading:
        ready = select.select(list(reading), [], [], SILENCE)[0]
        if not ready:
            return
        for connection in ready:
            data = connection.recv(262144)
            if data:
                to[connection].sendall(data)
            else:
                reading.discard(connection)
                to[connection].shutdown(socket.SHUT_WR)


class Caller(socketserver.BaseRequestHandler):
    """One caller: where to, then bytes."""

    def handle(self):
        self.request.settimeout(SILENCE)
        try:
            forward = {"socks5": self.socks5, "connect": self.connect}[self.server.mode]()
            if forward is not None:
                with forward:
                    relay(self.request, forward)
        except (OSError, EOFError):
            pass

    def forward_to(self, host, port):
        with open(self.server.log, "a", encoding="utf-8") as log:
            log.write("%s %s %d\n" % (self.server.mode, host, port))
        return reach(host, port)

    def socks5(self):
        version, n_methods = read_exactly(self.request, 2)
        methods = read_exactly(self.request, n_methods)
        method = 2 if self.server.user else 0
        if version != 5 or method not in methods:
            self.request.sendall(b"\x05\xff")
            return None
        self.request.sendall(bytes([5, method]))
        if method == 2 and not self.socks5_login():
            return None

        version, command, _, kind = read_exactly(self.request, 4)
        if kind == 1:
            host = socket.inet_ntop(socket.AF_INET, read_exactly(self.request, 4))
        elif kind == 4:
            host = socket.inet_ntop(socket.AF_INET6, read_exactly(self.request, 16))
        else:
            host = read_exactly(self.request, read_exactly(self.request, 1)[0]).decode("idna")
        port = struct.unpack("!H", read_exactly(self.request, 2))[0]
        forward = self.forward_to(host, port) if version == 5 and command == 1 else None
        self.request.sendall(b"\x05" + (b"\x00" if forward else b"\x05") + b"\x00\x01\0\0\0\0\0\0")
        return forward

    def socks5_login(self):
        version, length = read_exactly(self.request, 2)
        user = read_exactly(self.request, length)
        password = read_exactly(self.request, read_exactly(self.request, 1)[0])
        right = version == 1 and (user, password) == (self.server.user, self.server.password)
        self.request.sendall(b"\x01" + (b"\x00" if right else b"\x01"))
        return right

    def connect(self):
        head = b""
        # Byte by byte: what follows the head belongs to the tunnel.
        while not head.endswith(b"\r\n\r\n") and len(head) < MOST_HEAD:
            head += read_exactly(self.request, 1)
        lines = head.decode("latin-1").split("\r\n")
        words = lines[0].split(" ")
        fields = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
        wanted = b"Basic " + base64.b64encode(self.server.user + b":" + self.server.password)
        if self.server.user and fields.get("proxy-authorization", "").encode("latin-1") != wanted:
            self.request.sendall(b'HTTP/1.1 407 Who are you\r\nProxy-Authenticate: Basic realm="proxy"\r\n'
                                 b"Content-Length: 0\r\n\r\n")
            return None
        host, _, port = words[1].rpartition(":") if len(words) == 3 and words[0] == "CONNECT" else ("", "", "")
        forward = self.forward_to(host.strip("[]"), int(port)) if host and port.isdigit() else None
        self.request.sendall(b"HTTP/1.1 200 Go on\r\n\r\n" if forward else b"HTTP/1.1 502 Cannot\r\nContent-Length: 0\r\n\r\n")
        return forward


class Proxy(socketserver.ThreadingTCPServer):
    """The listener; its callers end with it."""

    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64


def main():
    mode, address, port, log, user, password_file = sys.argv[1:7]
    Proxy.address_family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with Proxy((address, int(port)), Caller) as server, open(password_file, "rb") as file:
        server.mode, server.log, server.user = mode, log, user.encode()
        server.password = file.readline().rstrip(b"\n")
        server.serve_forever()


if __name__ == "__main__":
    main()
