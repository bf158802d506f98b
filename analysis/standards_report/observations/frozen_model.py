"""The base of all types whose JSON is kept in a file and read again."""

from __future__ import annotations

import inspect
from typing import Any

from pydantic import BaseModel, ConfigDict


def _describe(schema: dict[str, Any], kind: type[BaseModel]) -> None:
    """Adds to the description of a type what the types that it extends say of their fields."""
    bases = [base for base in kind.__mro__ if issubclass(base, FrozenModel)]
    texts = [inspect.cleandoc(base.__doc__ or "") for base in bases if base is not FrozenModel]
    schema["description"] = "\n\n".join(filter(None, texts))


class FrozenModel(BaseModel):
    """A record that nobody changes. Its JSON has the keys of its fields, and no other key."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        json_schema_extra=_describe,
        json_schema_serialization_defaults_required=True,
    )
