"""How rows are held while an action works on them."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models

ModelT = TypeVar("ModelT", bound=models.Model)


def lock(model: type[ModelT], pk: Any) -> ModelT:
    """The row, locked until the end of the transaction. The only place that says SELECT … FOR UPDATE for one row.

    Actions lock the outer object before the inner one (call, then application), so that two of them never wait
    for each other. Raises ``model.DoesNotExist``.
    """
    return model._default_manager.select_for_update(of=("self",)).get(pk=pk)
