"""What every noun of the model is: a frozen value with its own JSON."""

from pydantic import BaseModel, ConfigDict


class Noun(BaseModel):
    """A frozen value. Equal content means equal value; unknown is ``None``, never 0."""

    model_config = ConfigDict(frozen=True, extra="forbid")
