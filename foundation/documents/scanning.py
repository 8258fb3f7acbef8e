"""The virus check: one question, asked of a ClamAV daemon.

With ``CLAMD_ADDRESS`` set (``host:port`` or the path of a socket) every upload is sent there, and a daemon that does not
answer means that nothing is taken: an unchecked file is never stored. Without it only the EICAR test file is
recognised, which shows that the refusal works and protects nobody; production therefore needs the daemon.
"""

from __future__ import annotations

from typing import BinaryIO

import structlog
from clamav_client.clamd import ClamdError, ClamdNetworkSocket, ClamdUnixSocket
from django.conf import settings

logger = structlog.get_logger(__name__)

TIMEOUT_SECONDS = 60
CHUNK = 64 * 1024
# The test file of the anti-virus makers, written in two halves so that this source file is not taken for it.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class NotScanned(Exception):
    """The daemon did not answer, or could not read the file."""


def find_virus(stream: BinaryIO) -> str:
    """Name of the virus in ``stream``, empty when it is clean; raises NotScanned."""
    stream.seek(0)
    try:
        return _ask_daemon(stream) if settings.CLAMD_ADDRESS else _find_test_file(stream)
    finally:
        stream.seek(0)


def _ask_daemon(stream: BinaryIO) -> str:
    try:
        answer = _daemon(settings.CLAMD_ADDRESS).instream(stream)
    except (ClamdError, OSError, UnicodeDecodeError) as fault:
        logger.warning("virus_check_failed", fault=str(fault))
        raise NotScanned from fault
    status, detail = answer.get("stream", ("ERROR", "no answer"))
    if status == "FOUND":
        return detail or "unknown"
    if status != "OK":
        logger.warning("virus_check_failed", fault=detail)
        raise NotScanned
    return ""


def _daemon(address: str) -> ClamdNetworkSocket:
    host, separator, port = address.rpartition(":")
    if separator and port.isdigit():
        return ClamdNetworkSocket(host.strip("[]"), int(port), timeout=TIMEOUT_SECONDS)
    return ClamdUnixSocket(address, timeout=TIMEOUT_SECONDS)


def _find_test_file(stream: BinaryIO) -> str:
    overlap = b""
    while piece := stream.read(CHUNK):
        if EICAR in overlap + piece:
            return "EICAR test file"
        overlap = piece[-len(EICAR) :]
    return ""
