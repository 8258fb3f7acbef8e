"""Makes ``.venv`` and installs a locked list of packages into it, once for each change of the list.

    python3 tooling/install.py demo|dev

Run by whatever ``python3`` the machine has, so this file keeps to words that an old Python understands well enough to
say that it is too old.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import time

OLDEST = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
# Whoever works on the portal has all that the demo needs, in the same versions.
SATISFIED_BY = {"demo": ("demo", "dev"), "dev": ("dev",)}


class CannotInstall(Exception):
    pass


def complaint(version, found):
    """Why this Python cannot be used and what to do, or an empty text.

    ``version`` is like ``sys.version_info``; ``found`` are the names of newer ones on this machine.
    """
    if tuple(version[:2]) >= OLDEST:
        return ""
    instead = "Install Python 3.11 or newer and try again."
    if found:
        instead = "There is a newer one here: make PYTHON=%s ..." % found[0]
    return "The portal needs Python 3.11 or newer; python3 is %d.%d here. %s" % (version[0], version[1], instead)


def newer_pythons():
    names = ["python3.%d" % minor for minor in range(14, OLDEST[1] - 1, -1)]
    return [name for name in names if works(name)]


def works(python):
    """Whether the program starts: a link may be broken, or a shim may have nothing behind it."""
    try:
        code = "import sys; sys.exit(sys.version_info[:2] < %r)" % (OLDEST,)
        with open(os.devnull, "w") as nowhere:
            return subprocess.call([python, "-c", code], stdout=nowhere, stderr=nowhere) == 0
    except OSError:
        return False


def lock_path(name):
    return os.path.join(ROOT, "requirements", name + ".txt")


def checksum(name):
    with open(lock_path(name), "rb") as lock:
        return hashlib.sha256(lock.read()).hexdigest()


def stamp_path(name):
    return os.path.join(VENV, ".installed-" + name)


def is_installed(name):
    if not works(PYTHON):
        return False
    for candidate in SATISFIED_BY[name]:
        try:
            with open(stamp_path(candidate)) as stamp:
                if stamp.read() == checksum(candidate):
                    return True
        except (IOError, OSError):
            pass
    return False


def make_venv():
    if works(PYTHON):
        return
    if os.path.exists(VENV) and not os.access(VENV, os.W_OK):
        raise CannotInstall(
            "The folder .venv belongs to another user, and its Python cannot be used by this one. "
            "Work as that user, or in a checkout of your own."
        )
    print("Making a virtual environment in .venv ...")
    sys.stdout.flush()
    if subprocess.call([sys.executable, "-m", "venv", "--clear", VENV]) != 0:
        shutil.rmtree(VENV, ignore_errors=True)
        raise CannotInstall(
            "Python could not make a virtual environment. On Debian and Ubuntu its part for that is a package of its "
            "own: apt install python3-venv"
        )


def install(name):
    began = time.time()
    print("Installing the packages of requirements/%s.txt; this happens once and takes a minute or two ..." % name)
    sys.stdout.flush()
    command = [PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--no-input"]
    command += ["--require-hashes", "--requirement", lock_path(name)]
    if subprocess.call(command) != 0:
        raise CannotInstall("The packages could not be installed; pip's words are above. They are needed once.")
    # Written last: an interrupted installation is repeated.
    with open(stamp_path(name), "w") as stamp:
        stamp.write(checksum(name))
    print("    done in %.0f s" % (time.time() - began))


def main(name):
    trouble = complaint(sys.version_info, newer_pythons() if sys.version_info[:2] < OLDEST else [])
    if trouble:
        raise CannotInstall(trouble)
    # Two make commands at once: the second waits for the first, and then finds everything there.
    folder = os.open(ROOT, os.O_RDONLY)
    fcntl.flock(folder, fcntl.LOCK_EX)
    if not is_installed(name):
        make_venv()
        install(name)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except CannotInstall as fault:
        sys.exit("\n%s" % fault)
    except KeyboardInterrupt:
        sys.exit("\nInterrupted; the next make begins the installation again.")
