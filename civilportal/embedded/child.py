"""Becomes another program that ends when its parent ends. Run as a script, never imported.

    python -I -S child.py PARENT_PID SIGNAL USER PROGRAM [ARGUMENT...]

USER is the name of the account to become, or ``-`` to stay. A program started like this, and not through
``preexec_fn``, is safe also when the parent has threads.
"""

import ctypes
import os
import pwd
import sys

PR_SET_PDEATHSIG = 1


def become(name: str) -> None:
    account = pwd.getpwnam(name)
    os.setgroups([])
    os.setgid(account.pw_gid)
    os.setuid(account.pw_uid)
    os.environ["HOME"] = account.pw_dir
    os.environ["USER"] = os.environ["LOGNAME"] = name


def end_with_parent(parent: int, signal_number: int) -> None:
    """Ask the kernel for ``signal_number`` when the parent dies (Linux); elsewhere the next start cleans up."""
    if not sys.platform.startswith("linux"):
        return
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal_number, 0, 0, 0)
    if os.getppid() != parent:  # it died before the kernel was asked
        sys.exit(0)


def main() -> None:
    parent, signal_number, user, *argv = sys.argv[1:]
    if user != "-":
        become(user)  # before the request: a change of user forgets it
    end_with_parent(int(parent), int(signal_number))
    os.execvp(argv[0], argv)


if __name__ == "__main__":
    main()
