"""Transition tables of the registry, a module for each object. Read this first."""

from registry.workflow.annual import ANNUAL
from registry.workflow.claim import CLAIM
from registry.workflow.duplicate import DUPLICATE
from registry.workflow.flag import FLAG
from registry.workflow.invitation import INVITATION
from registry.workflow.match import MATCH
from registry.workflow.paper import PAPER
from registry.workflow.signal import SIGNAL

ALL = (
    ANNUAL,
    DUPLICATE,
    CLAIM,
    INVITATION,
    SIGNAL,
    MATCH,
    FLAG,
    PAPER,
)
