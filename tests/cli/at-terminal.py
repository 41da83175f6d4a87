#!/usr/bin/python3
"""Runs a program at a terminal of its own and answers its questions.

at-terminal.py [QUESTION ANSWER]... -- PROGRAM [ARGUMENT]...

As soon as QUESTION was shown, behind the one before, ANSWER is typed with Enter; "^C" is Ctrl+C. What was shown is printed; the exit code is the
program's.
"""

import os
import pty
import sys


def main():
    at = sys.argv.index("--")
    questions = [question.encode() for question in sys.argv[1:at:2]]
    answers = [b"\x03" if answer == "^C" else answer.encode() + b"\n" for answer in sys.argv[2:at:2]]
    child, terminal = pty.fork()
    if child == 0:
        os.execv(sys.argv[at + 1], sys.argv[at + 1 :])
    seen, behind, n_typed = b"", 0, 0
    while True:
        try:
            chunk = os.read(terminal, 4096)
        except OSError:  # Linux says so at its end
            break
        if not chunk:
            break
        seen += chunk
        if n_typed < len(questions) and questions[n_typed] in seen[behind:]:
            behind = len(seen)
            os.write(terminal, answers[n_typed])
            n_typed += 1
    sys.stdout.buffer.write(seen)
    sys.exit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) & 0xFF)


main()
