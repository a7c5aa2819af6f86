"""Training the learned reader, on messages made up for it."""

import pytest

from reportedly.reading.attack_model import AttackModel, NoModelError
from reportedly.reading.attacks import attacks_of
from reportedly.reading.pipeline import annotated, read
from reportedly.training.attacks import train

pytest.importorskip("onnx", reason="training needs the package onnx")

TOWNS = ("AYACUCHO", "HUANTA", "PUNO", "TACNA", "PIURA", "JAUJA")
NAMES = ("PEDRO SALAZAR", "LUIS ROJAS", "JORGE MEDINA", "PABLO QUISPE", "MARIO VEGA", "RAUL SOTO")


def line(number, heading, value):
    return f"{f'{number}. {heading}':<36}{value}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Six messages of a bombing, eighteen of nothing, with their keys."""
    folder = tmp_path_factory.mktemp("muc4")
    messages, keys = [], []
    for n, (town, name) in enumerate(zip(TOWNS, NAMES, strict=True)):
        told, *empty = (f"DEV-MUC3-{4 * n + i:04}" for i in (1, 2, 3, 4))
        messages.append(
            f"{told}\n\n   LIMA, {n + 1} MAR 90 (EFE) -- [TEXT] HOODED MEN PLACED DYNAMITE\n"
            f"AT A BANK IN {town} ON FRIDAY. THE BLAST KILLED {name}.\n\n"
        )
        said = (f"PRICES ROSE IN {town} IN MARCH.", f"THE MAYOR OF {town} MET {name}.", "RAIN FELL.")
        messages += [
            f"{one}\n\n   LIMA, {n + 1} MAR 90 (EFE) -- [TEXT] {text}\n\n"
            for one, text in zip(empty, said, strict=True)
        ]
        keys += [
            line(0, "MESSAGE: ID", told),
            line(1, "MESSAGE: TEMPLATE", "1"),
            line(4, "INCIDENT: TYPE", "BOMBING"),
            line(6, "INCIDENT: INSTRUMENT ID", '"DYNAMITE"'),
            line(9, "PERP: INDIVIDUAL ID", '"HOODED MEN"'),
            line(12, "PHYS TGT: ID", '"BANK"'),
            line(18, "HUM TGT: NAME", f'"{name}"'),
            "",
        ]
        for one in empty:
            keys += [line(0, "MESSAGE: ID", one), line(1, "MESSAGE: TEMPLATE", "*"), ""]
    (folder / "dev-muc3-0001-0012").write_text("\n".join(messages), encoding="latin-1")
    (folder / "key-dev-0001.muc4").write_text("\n".join(keys), encoding="latin-1")
    return folder


@pytest.fixture(scope="module")
def model(folder):
    out = folder / "attacks.onnx"
    lines = list(train(folder, out, folds=2))
    assert lines[0].startswith("24 messages")
    return AttackModel(out)


def told(model, text):
    """The attacks of ``text``: their kind, and each part's role and words."""
    ((_, doc),) = annotated([read(text).report])
    return [(one.kind, sorted((part.role, part.text) for part in one.parts)) for one in attacks_of(doc, model)]


def test_what_was_learned_is_found_in_a_text_that_was_not_seen(model):
    kinds = told(
        model, "Bank hit\n\nHooded men placed dynamite at a bank in Ica on Friday. The blast killed Ana Flores."
    )
    assert [kind for kind, _ in kinds] == ["bombing"]
    assert {("perpetrator", "Hooded men"), ("target", "bank"), ("weapon", "dynamite")} <= set(kinds[0][1])


def test_a_text_without_an_attack_tells_none(model):
    assert told(model, "Prices\n\nPrices rose in Arequipa in March.") == []


def test_the_same_messages_train_the_same_file(folder, model, tmp_path):
    list(train(folder, tmp_path / "again.onnx", folds=2))
    assert (tmp_path / "again.onnx").read_bytes() == (folder / "attacks.onnx").read_bytes()


def test_a_missing_file_says_how_to_make_one(tmp_path):
    with pytest.raises(NoModelError, match="make train"):
        AttackModel(tmp_path / "none.onnx")
