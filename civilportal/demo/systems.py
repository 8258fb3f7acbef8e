"""A system of the akimat that may do through the API whatever the akimat's officers may."""

from __future__ import annotations

from civilportal.demo import cast
from foundation.accounts.models import User
from foundation.api.models import ApiClient
from foundation.api.scopes import SCOPES
from registry.actions import api_clients

NAME = "Document system of the akimat (demo)"
NOTE = "a system of the akimat with all scopes, for its region: API at /api/docs/"


def account() -> cast.Account:
    """Its line of ``accounts.json``. Nobody can read a secret again, so a key that is there already gets a new one."""
    akimat = cast.akimat()
    officer = User.objects.get(email=cast.email("akimat_officer"))
    known = ApiClient.objects.filter(body=akimat.code, name=NAME, revoked_at=None).first()
    if known is not None:
        return _line(known, api_clients.rotate(client=known, by=officer))
    return _line(*api_clients.open_client(body=akimat, name=NAME, scopes=list(SCOPES), by=officer))


def _line(client: ApiClient, secret: str) -> cast.Account:
    return cast.Account("api_client", "", "", NOTE, client_id=client.client_id, client_secret=secret)
