import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.knowledge.names import fold, plain


@pytest.mark.parametrize(
    "spellings",
    [
        ("Saraqeb", "Saraqib", "Sarāqib"),
        ("Deir Ezzor", "Deir ez-Zor", "Dayr az Zawr", "Deir al-Zor", "Deir alZor"),
        ("Hasakeh", "Hasaka", "Al-Hasakah", "Al Ḩasakah"),
        ("Khan Sheikhoun", "Khan Sheikhun", "Khan Shaykhun"),
        ("Raqqa", "Raqa", "Ar Raqqah"),
        ("Quriya", "Al-Quriyah", "Qouriyeh"),
        ("Jisr al-Shughour", "Jisr ash Shughūr"),
        ("Daraya", "Darayya"),
    ],
)
def test_transliterations_of_one_name_meet(spellings):
    assert len({fold(spelling) for spelling in spellings}) == 1


@pytest.mark.parametrize(
    ("one", "other"), [("Daraya", "Daraa"), ("Homs", "Hama"), ("Aleppo", "Idlib"), ("Mayadin", "Madin")]
)
def test_different_names_stay_apart(one, other):
    assert fold(one) != fold(other)


def test_a_plain_key_has_no_case_accents_points_or_apostrophes():
    assert [plain(name) for name in ("Ar-Raqqah", "Ma`arrat an Nu`mān", "U.S.", "Łódź", "İstanbul", "الرقة")] == [
        "ar raqqah",
        "maarrat an numan",
        "us",
        "lodz",
        "istanbul",
        "الرقة",
    ]


@settings(deadline=None)
@given(st.text())
def test_a_plain_key_is_its_own_key(name):
    assert plain(plain(name)) == plain(name)


@settings(deadline=None)
@given(st.text())
def test_any_text_can_be_folded(name):
    assert fold(name) == fold(name.strip())
