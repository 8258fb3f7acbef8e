"""The service beside the portal, played by a tiny server: the portal's side of the talk is what is tested."""

from __future__ import annotations

import base64
import datetime as dt
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest

from foundation.accounts.esignature import Position, SignatureRefused, Signer, cms, verify
from foundation.core import clock
from tests.builders.signing import BIN, IIN, key

CONTENT = b"a document"
CERTIFICATE: dict[str, Any] = {
    "valid": True,
    "notAfter": "2099-01-01T00:00:00.000+00:00",
    "keyUsage": "SIGN",
    "keyUser": ["ORGANIZATION", "CEO"],
    "serialNumber": "1a2b",
    "subject": {
        "commonName": "ОЙДАНШЫҒАРЫЛҒАН АДАМ",
        "lastName": "АДАМОВИЧ",
        "iin": IIN,
        "bin": BIN,
        "organization": "Вымышленный",
    },
}


class Service:
    """What it was asked, and what it answers."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Any]] = []
        self.status, self.answer = 200, json.dumps(answered()).encode()


def answered(*, valid: bool = True, signers: int = 1, **changes: Any) -> dict[str, Any]:
    certificate = {**CERTIFICATE, **changes}
    return {"status": 200, "valid": valid, "signers": [{"certificates": [certificate]}] * signers}


@pytest.fixture
def service(settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Service]:
    played = Service()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            played.asked.append((self.path, json.loads(self.rfile.read(int(self.headers["Content-Length"])))))
            self.send_response(played.status)
            self.end_headers()
            self.wfile.write(played.answer)

        def log_message(self, *arguments: Any) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    settings.ESIGN_SERVICE_URL = f"http://127.0.0.1:{server.server_port}/"
    monkeypatch.setattr(cms, "GOST", ("1.2.840.10045.",))  # as if the trial key's elliptic curve were GOST
    yield played
    server.shutdown()
    thread.join()
    server.server_close()


def refusal() -> str:
    with pytest.raises(SignatureRefused) as caught:
        verify(signature=key().sign(CONTENT), content=CONTENT, at=clock.now())
    return caught.value.code


def test_a_gost_signature_goes_to_the_service(service: Service) -> None:
    signature = key().sign(CONTENT)

    signer = verify(signature=signature, content=CONTENT, at=clock.now())

    assert service.asked == [
        (
            "/cms/verify",
            {
                "cms": base64.b64encode(signature).decode(),
                "data": base64.b64encode(CONTENT).decode(),
                "revocationCheck": ["OCSP", "CRL"],
            },
        )
    ]
    assert signer == Signer(
        name="ОЙДАНШЫҒАРЫЛҒАН АДАМ АДАМОВИЧ",
        iin=IIN,
        bin=BIN,
        organisation="Вымышленный",
        position=Position.HEAD,
        serial="1a2b",
        valid_until=dt.datetime(2099, 1, 1, tzinfo=dt.UTC),
    )


@pytest.mark.parametrize(
    ("users", "expected"),
    [
        (["ORGANIZATION", "CAN_SIGN"], Position.AUTHORISED),
        (["ORGANIZATION", "EMPLOYEE"], Position.EMPLOYEE),
        (["ORGANIZATION", "HR"], Position.EMPLOYEE),
        (["INDIVIDUAL"], Position.UNKNOWN),
    ],
)
def test_the_owners_place_is_read(service: Service, users: list[str], expected: Position) -> None:
    service.answer = json.dumps(answered(keyUser=users)).encode()

    assert verify(signature=key().sign(CONTENT), content=CONTENT, at=clock.now()).position == expected


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (answered(valid=False), "not_valid"),
        (answered(signers=2), "several"),
        (answered(valid=True) | {"signers": []}, "several"),
        ({"valid": True}, "no_answer"),
        (["odd"], "not_valid"),
        (answered(keyUsage="AUTH"), "usage"),
        (answered(notAfter="2001-01-01T00:00:00+00:00"), "expired"),
        (answered(notAfter="some day"), "no_answer"),
        (answered(subject={"bin": BIN}), "nameless"),
    ],
)
def test_what_is_not_good_is_refused(service: Service, answer: Any, code: str) -> None:
    service.answer = json.dumps(answer).encode()

    assert refusal() == code


@pytest.mark.parametrize(("status", "code"), [(400, "not_valid"), (500, "no_answer")])
def test_a_service_that_refuses(service: Service, status: int, code: str) -> None:
    service.status = status

    assert refusal() == code


def test_a_service_that_speaks_another_language(service: Service) -> None:
    service.answer = b"<html>"

    assert refusal() == "no_answer"


def test_a_service_that_is_not_there(service: Service, settings) -> None:
    settings.ESIGN_SERVICE_URL = "http://127.0.0.1:9"
    assert refusal() == "no_answer"

    settings.ESIGN_SERVICE_URL = "file:///etc"
    assert refusal() == "no_service"
