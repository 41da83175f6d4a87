#!/usr/bin/python3
"""The rules of the house that a compiler does not know, as tables. guards.py [--tap | --potfiles] ROOT

With --potfiles it prints what po/POTFILES.in should hold. Each guard is a function that yields "FILE:LINE: what is wrong". test-guards.sh shows each of them failing.
"""

import pathlib
import re
import sys

# Which libraries from outside a layer may include; "*" is every layer. A file name narrows it to that file.
EXTERNAL = {
    "glib": ["*"],
    "glib.h": ["*"],
    "glib-object.h": ["*"],
    "glib-unix.h": ["*"],
    "gio": ["*"],
    "gnutls": ["base/base-hash.c", "cert", "tls"],
    "libsecret": ["secret"],
    "p11-kit": ["cert"],
    "sqlite3.h": ["transfer"],
    "libssh": ["sftp"],
    "gtk": ["ui"],
    "gdk": ["ui"],
    "gsk": ["ui"],
    "adwaita.h": ["ui"],
}

# Layers that may speak to a person, and so translate.
TRANSLATED = {"words", "script", "cli", "ui"}

# The window holds no socket; only the two main.c register the engines.
NOT_FOR_UI = {"net", "tls", "ftp", "sftp"}
ENGINES = {"ftp", "sftp"}

# What waits, or might. Only app/net/net-wait.c may; the few others stand in ALLOWED with their reason.
BLOCKING = (
    "poll ppoll select pselect epoll_wait epoll_pwait g_poll sleep usleep nanosleep clock_nanosleep g_usleep pause sigwait "
    "connect accept accept4 recv recvfrom recvmsg send sendto sendmsg "
    "getaddrinfo getnameinfo gethostbyname g_resolver_lookup_by_name g_resolver_lookup_by_address "
    "g_socket_connect g_socket_accept g_socket_receive g_socket_receive_from g_socket_receive_message g_socket_send "
    "g_socket_send_to g_socket_send_message g_socket_condition_wait g_socket_condition_timed_wait "
    "g_socket_client_connect g_socket_client_connect_to_host g_socket_listener_accept "
    "g_main_loop_run g_main_context_iteration system popen wait waitpid g_spawn_sync g_spawn_command_line_sync "
    "g_subprocess_wait g_subprocess_wait_check g_subprocess_communicate g_subprocess_communicate_utf8 flock lockf"
).split()

ALLOWED = {
    ("app/net/net-connect.c", "getaddrinfo"): "on the resolver's own thread, which the waiting one can leave behind",
    ("app/net/net-connect.c", "getnameinfo"): "with NI_NUMERICHOST: it writes the address down and asks nobody",
    ("app/net/net-race.c", "getaddrinfo"): "with AI_NUMERICHOST: it reads an address and asks nobody",
    ("app/net/net-race.c", "connect"): "on sockets that are non-blocking already; net-wait waits for them",
    ("app/net/net-listen.c", "accept4"): "on a socket that is non-blocking already; net-wait waits for it",
    ("app/net/net-stream.c", "recv"): "with MSG_DONTWAIT or on a non-blocking socket; net-wait waits for it",
    ("app/net/net-stream.c", "recvmsg"): "with MSG_DONTWAIT or on a non-blocking socket; net-wait waits for it",
    ("app/net/net-stream.c", "send"): "with MSG_DONTWAIT or on a non-blocking socket; net-wait waits for it",
    ("app/net/net-stream.c", "sendmsg"): "with MSG_DONTWAIT or on a non-blocking socket; net-wait waits for it",
}
MAY_WAIT = {"app/net/net-wait.c"}
# The command line has no window to keep alive: it runs the main loop until its one command is done.
CLI_MAY = {"g_main_loop_run", "g_main_context_iteration"}

THREADS = re.compile(
    r"\b(pthread_\w+|g_thread_\w+|g_mutex_\w+|g_rec_mutex_\w+|g_rw_lock_\w+|g_cond_\w+|g_async_queue_\w+|g_thread_pool_\w+"
    r"|g_task_run_in_thread\w*|GMutex|GRecMutex|GRWLock|GCond|GThread|GAsyncQueue|GThreadPool|G_LOCK\w*|mtx_\w+|thrd_\w+)\b"
)
MAY_THREAD = {"app/base/base-thread.c", "app/base/base-thread.h"}

TRANSLATION = re.compile(r"(?<![A-Za-z0-9_])(_|N_|C_|NC_|Q_|gettext|ngettext|g_dgettext|g_dngettext|g_dpgettext2?)\s*\(")
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*(<[^>\n]+>|"[^"\n]+")', re.MULTILINE)
TOKENS = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.DOTALL)
ROW = re.compile(r"^\s*\['(\w+)', \[([^\]]*)\],", re.MULTILINE)

MAXIMUM_LINES = 550
COUNTED = {".c", ".h", ".ui", ".py", ".sh", ".build", ""}


def blank(match):
    """What stands for a comment or a literal: nothing but its line ends."""
    return " " + "\n" * match.group(0).count("\n")


class Tree:
    """The sources of one checkout, read once."""

    def __init__(self, root):
        self.root = root
        self.sources = {}
        self.code = {}
        for top in ("app", "ui"):
            for path in sorted((root / top).rglob("*.[ch]")):
                name = path.relative_to(root).as_posix()
                self.sources[name] = path.read_text(encoding="utf-8")
                self.code[name] = TOKENS.sub(blank, self.sources[name])
        rows = ROW.findall((root / "app/meson.build").read_text(encoding="utf-8"))
        self.rows = {layer: set(re.findall(r"\w+", row)) | {layer} for layer, row in rows}
        everything = set(self.rows)
        self.rows["cli"] = everything | {"cli"}
        self.rows["ui"] = (everything - NOT_FOR_UI) | {"ui"}
        self.headers = {pathlib.PurePath(name).name: layer_of(name) for name in self.sources if name.endswith(".h")}

    def places(self, pattern, texts):
        """Every match of a pattern: file, line, match."""
        for name, text in texts.items():
            for match in pattern.finditer(text):
                yield name, text.count("\n", 0, match.start()) + 1, match

    def includes(self):
        for name, line, match in self.places(INCLUDE, self.sources):
            yield name, line, match.group(1)


def layer_of(name):
    parts = name.split("/")
    return "ui" if parts[0] == "ui" else parts[1]


def external_includes(tree):
    for name, line, include in tree.includes():
        if include[0] != "<":
            continue
        allowed = EXTERNAL.get(include[1:-1].split("/")[0])
        if allowed is None or "*" in allowed or layer_of(name) in allowed or name[len("app/"):] in allowed:
            continue
        yield "%s:%d: %s may be included only by %s" % (name, line, include, ", ".join(allowed))


def quoted_includes(tree):
    for name, line, include in tree.includes():
        if include[0] != '"':
            continue
        header, layer = include[1:-1], layer_of(name)
        if "/" in header:
            yield "%s:%d: a quoted include carries no folder: %s" % (name, line, include)
            continue
        owner = tree.headers.get(header)
        if owner is None:
            yield "%s:%d: no layer has a header %s" % (name, line, include)
        elif owner in ENGINES and name.endswith("/main.c"):
            continue
        elif owner not in tree.rows.get(layer, set()):
            yield "%s:%d: upward include: %s belongs to %s, which is not in the row of %s" % (name, line, include, owner, layer)
        elif header.endswith("-private.h") and owner != layer:
            yield "%s:%d: %s is private to %s" % (name, line, include, owner)
        elif owner in ENGINES and layer not in ENGINES:
            yield "%s:%d: only main.c names an engine: %s" % (name, line, include)


def translations(tree):
    for name, line, match in tree.places(TRANSLATION, tree.code):
        if layer_of(name) not in TRANSLATED:
            yield "%s:%d: %s(): translated text lives only in %s" % (name, line, match.group(1), ", ".join(sorted(TRANSLATED)))


def blocking_calls(tree):
    pattern = re.compile(r"(?<![A-Za-z0-9_.>])(%s)\s*\(" % "|".join(BLOCKING))
    for name, line, match in tree.places(pattern, tree.code):
        call = match.group(1)
        if name in MAY_WAIT or (name, call) in ALLOWED or (layer_of(name) == "cli" and call in CLI_MAY):
            continue
        yield "%s:%d: %s() may wait, and only app/net/net-wait.c does" % (name, line, call)


def threads(tree):
    for name, line, match in tree.places(THREADS, tree.code):
        if name not in MAY_THREAD:
            yield "%s:%d: %s: threads and locks live in app/base/base-thread alone" % (name, line, match.group(1))


def translated_files(tree):
    wanted = {name for name, _, _ in tree.places(TRANSLATION, tree.code)}
    for path in (tree.root / "ui").rglob("*.ui"):
        if 'translatable="yes"' in path.read_text(encoding="utf-8"):
            wanted.add(path.relative_to(tree.root).as_posix())
    return sorted(wanted)


def potfiles(tree):
    listed = (tree.root / "po/POTFILES.in").read_text(encoding="utf-8").splitlines()
    wanted = translated_files(tree)
    for name in wanted:
        if name not in listed:
            yield "po/POTFILES.in:1: %s holds translated text and is not listed" % name
    for name in listed:
        if name not in wanted:
            yield "po/POTFILES.in:1: %s is listed and holds no translated text" % name


def templates(tree):
    for path in sorted((tree.root / "ui").rglob("*.ui")):
        name = path.relative_to(tree.root).as_posix()
        if not path.with_suffix(".c").exists():
            yield "%s:1: has no %s beside it" % (name, path.with_suffix(".c").name)
        build = path.parent / "meson.build"
        if not build.exists() or "'%s'" % path.name not in build.read_text(encoding="utf-8"):
            yield "%s:1: does not stand in the part_templates of the meson.build beside it" % name


def built_sources(tree):
    for name in tree.sources:
        if not name.endswith(".c"):
            continue
        path = tree.root / name
        build = path.parent / "meson.build"
        if not build.exists() or "'%s'" % path.name not in build.read_text(encoding="utf-8"):
            yield "%s:1: no meson.build beside it names it" % name


def lengths(tree):
    for top in ("app", "ui", "tests", "resources", "dev", "meson.build"):
        start = tree.root / top
        for path in sorted(start.rglob("*")) if start.is_dir() else [start]:
            if path.is_file() and path.suffix in COUNTED and path.name != "COPYING":
                count = path.read_text(encoding="utf-8").count("\n")
                if count > MAXIMUM_LINES:
                    yield "%s:%d: longer than %d lines: two ideas are two files" % (
                        path.relative_to(tree.root).as_posix(),
                        count,
                        MAXIMUM_LINES,
                    )


GUARDS = [
    ("external-includes-per-layer", external_includes),
    ("quoted-includes-follow-the-rows", quoted_includes),
    ("translated-text-above-the-engine", translations),
    ("only-net-wait-blocks", blocking_calls),
    ("threads-in-base-thread-alone", threads),
    ("potfiles-complete", potfiles),
    ("templates-have-code-and-stand-in-the-bundle", templates),
    ("every-source-is-built", built_sources),
    ("no-file-too-long", lengths),
]


def main():
    arguments = sys.argv[1:]
    tap = "--tap" in arguments
    tree = Tree(pathlib.Path(arguments[-1]))
    if "--potfiles" in arguments:
        print("\n".join(translated_files(tree)))
        return 0
    failed = False
    if tap:
        print("1..%d" % len(GUARDS))
    for number, (name, guard) in enumerate(GUARDS, 1):
        findings = list(guard(tree))
        failed = failed or bool(findings)
        if tap:
            print("%s %d /guards/%s" % ("not ok" if findings else "ok", number, name))
        for finding in findings:
            print(("# " if tap else "") + finding)
    return 0 if tap or not failed else 1


if __name__ == "__main__":
    sys.exit(main())
