"""The hash of the source that links rest on."""

import zipfile

from reportedly.linking.source import hash_of


def package(folder, code="THRESHOLD = 2\n"):
    (folder / "words").mkdir(parents=True)
    (folder / "rules.py").write_bytes(code.encode())
    (folder / "words" / "names.yaml").write_bytes(b"names: [a, b]\n")
    return folder


def test_it_is_the_same_for_the_same_source_in_another_place(tmp_path):
    assert hash_of([package(tmp_path / "here" / "own")]) == hash_of([package(tmp_path / "there" / "own")])


def test_it_is_another_for_another_line_of_code_or_another_word(tmp_path):
    one = package(tmp_path / "1" / "own")
    code = package(tmp_path / "2" / "own", code="THRESHOLD = 3\n")
    word = package(tmp_path / "3" / "own")
    (word / "words" / "names.yaml").write_bytes(b"names: [a, c]\n")
    assert len({hash_of([one]), hash_of([code]), hash_of([word])}) == 3


def test_it_minds_neither_what_ends_a_line_nor_what_python_compiled(tmp_path):
    one = package(tmp_path / "1" / "own")
    other = package(tmp_path / "2" / "own", code="THRESHOLD = 2\r\n")
    (other / "__pycache__").mkdir()
    (other / "__pycache__" / "rules.cpython-311.pyc").write_bytes(b"\0")
    assert hash_of([one]) == hash_of([other])


def test_it_is_the_same_in_a_zip_file(tmp_path):
    folder = package(tmp_path / "own")
    with zipfile.ZipFile(tmp_path / "packed.zip", "w") as packed:
        for path in sorted(folder.rglob("*.*")):
            packed.write(path, path.relative_to(tmp_path).as_posix())
    assert hash_of([zipfile.Path(tmp_path / "packed.zip", "own/")]) == hash_of([folder])
