#!/usr/bin/python3
"""port.py free ADDRESS: a port of it that nobody listens on. port.py wait ADDRESS PORT PID: until PID listens there, or has ended."""

import os
import socket
import struct
import sys
import time


def family(address):
    return socket.AF_INET6 if ":" in address else socket.AF_INET


def free(address):
    with socket.socket(family(address)) as listener:
        listener.bind((address, 0))
        print(listener.getsockname()[1])


def listens(address, port):
    """Asks the kernel's table, which holds an address as words in the machine's order: a connection would leave its
    trace in the server's log."""
    packed = socket.inet_pton(family(address), address)
    words = struct.unpack("=%dI" % (len(packed) // 4), packed)
    wanted = "%s:%04X" % ("".join("%08X" % word for word in words), port)
    with open("/proc/net/tcp6" if ":" in address else "/proc/net/tcp", encoding="ascii") as table:
        return any(line.split()[1] == wanted and line.split()[3] == "0A" for line in table)


def wait(address, port, pid):
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline and os.path.exists("/proc/%d" % pid):
        if listens(address, port):
            return 0
        time.sleep(0.02)
    return 1


if __name__ == "__main__":
    if sys.argv[1] == "free":
        free(sys.argv[2])
    else:
        sys.exit(wait(sys.argv[2], int(sys.argv[3]), int(sys.argv[4])))
