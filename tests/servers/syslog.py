#!/usr/bin/python3
"""syslog.py SOCKET LOG: takes a server's syslog messages and writes the commands among them into LOG as they were sent."""

import re
import socket
import sys

COMMAND = re.compile(r"Command \[([A-Za-z]+)\] \[(.*)\]$")


def main():
    receiver = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    receiver.bind(sys.argv[1])
    with open(sys.argv[2], "a", encoding="utf-8", errors="replace") as log:
        while True:
            message = receiver.recv(65536).decode("utf-8", "replace").rstrip("\n\0")
            command = COMMAND.search(message)
            if command:
                message = "%s %s" % (command.group(1).upper(), command.group(2))
            log.write(message.rstrip() + "\n")
            log.flush()


if __name__ == "__main__":
    main()
