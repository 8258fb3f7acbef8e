"""Electronic signatures: who signed which bytes, or a clear refusal (docs/adr/0014).

``verify`` looks at a detached CMS signature; ``requests`` hands out documents to sign, each once, and takes the
signatures back. Whoever wants something signed (a claim, an application, a bid, a report) needs nothing else from here.
"""

from foundation.accounts.esignature.signer import Position, SignatureRefused, Signer
from foundation.accounts.esignature.verifying import verify

__all__ = ["Position", "SignatureRefused", "Signer", "verify"]
