#!/usr/bin/python3
"""port.py free: a port of 127.0.0.1 that nobody listens on. port.py wait PORT PID: until PID listens there, or has ended."""

import os
import socket
import sys
import time


def free():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        print(listener.getsockname()[1])


def listens(port):
    """Asks the kernel's table: a connection would leave its trace in the server's log."""
    wanted = "0100007F:%04X" % port
    with open("/proc/net/tcp", encoding="ascii") as table:
        return any(line.split()[1] == wanted and line.split()[3] == "0A" for line in table)


def wait(port, pid):
    deadline = time.monotonic() + 15
    while time.monotonic() < deadline and os.path.exists("/proc/%d" % pid):
        if listens(port):
            return 0
        time.sleep(0.02)
    return 1


if __name__ == "__main__":
    if sys.argv[1] == "free":
        free()
    else:
        sys.exit(wait(int(sys.argv[2]), int(sys.argv[3])))
