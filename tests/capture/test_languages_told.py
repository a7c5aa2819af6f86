"""The language of a text is told, or not told when there is too little of it."""

import pytest

from reportedly.capture.language import language_of, name_of


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Two people were killed when mortar rounds fell on the town of Harem on Tuesday.", "en"),
        ("TWO PEOPLE WERE KILLED WHEN MORTAR ROUNDS FELL ON THE TOWN OF HAREM ON TUESDAY.", "en"),
        ("Syrian rebels shell Harem killing two civilians wounding nine monitor says Tuesday", "en"),
        ("Zwei Menschen sind am Dienstag getötet worden, als Granaten auf die Stadt Harem fielen.", "de"),
        ("Deux personnes ont été tuées mardi par des obus tombés sur la ville de Harem.", "fr"),
        ("قتل شخصان يوم الثلاثاء في قصف بقذائف الهاون على بلدة حارم بحسب الدفاع المدني", "ar"),
        ("Два человека погибли во вторник в результате миномётного обстрела города Харем.", "ru"),
        ("Harem kasabasinda iki kişi öldü, belediye başkani bunun bu hafta üçüncü olay olduğunu söyledi.", "tr"),
        ("Two killed in Harem", None),
        ("", None),
    ],
)
def test_the_language_of_a_text(text: str, language: str | None):
    assert language_of(text) == language


def test_a_language_is_named_in_english():
    assert (name_of("ar"), name_of("xx")) == ("Arabic", '"xx"')
