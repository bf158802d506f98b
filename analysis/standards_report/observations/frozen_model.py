"""The base of all types whose JSON is kept in a file and read again."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class FrozenModel(BaseModel):
    """A record that nobody changes. Its JSON has the keys of its fields, and no other key."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", json_schema_serialization_defaults_required=True
    )
