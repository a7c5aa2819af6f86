"""``python -m reportedly.training``: train the learned reader on MUC-4's development messages."""

from pathlib import Path
from typing import Annotated

import typer

from reportedly.reading.attack_model import model_file
from reportedly.training.attacks import train


def main(
    data: Annotated[Path, typer.Option(metavar="DIR", help="The folder with messages and keys, such as muc4/dev.")],
    out: Annotated[Path | None, typer.Option(metavar="FILE", help="By default, where the reader looks.")] = None,
    encoder: Annotated[
        Path | None, typer.Option(metavar="FILE", help="A model to take the encoder from; by default the reader's own.")
    ] = None,
    folds: Annotated[int, typer.Option(metavar="N", min=2, help="In how many parts to divide the messages.")] = 3,
) -> None:
    """Train on one processor, and print what messages that were not trained on score."""
    for line in train(data, out or model_file(), folds, encoder):
        typer.echo(line)


if __name__ == "__main__":
    typer.run(main)
