"""Accounts: which claims speak of one event, who did it on whose word, and which toll is the main one."""

from reportedly.reading.pipeline import read


def accounts(text: str, published: str = "2016-08-03") -> list[dict[str, object]]:
    return [
        {
            "role": account.role,
            "event": account.event.sub_type if account.event else None,
            "place": account.place.name if account.place else None,
            "day": account.when.start if account.when else None,
            "toll": [
                (figure.minimum, figure.maximum, [source.name for source in figure.said_by])
                for figure in account.figures
                if figure.main_toll
            ],
        }
        for account in read(text, published=published).accounts
    ]


def figures(text: str) -> list[list[str]]:
    """The words of the figures of each account."""
    accounts = read(text, published="2016-08-03").accounts
    return [[figure.verbatim for figure in account.figures] for account in accounts]


def test_another_place_and_day_after_elsewhere_is_another_account():
    text = (
        "Air strikes kill nine in Douma\n\nAir strikes killed nine people in Douma on Monday, activists said. "
        "Elsewhere, a car bomb killed four soldiers in Homs on Tuesday, state media reported."
    )
    assert accounts(text) == [
        {
            "role": "main",
            "event": "Air/drone strike",
            "place": "Douma",
            "day": "2016-08-01",
            "toll": [(9, 9, ["activists"])],
        },
        {
            "role": "also",
            "event": "Remote explosive/landmine/IED",
            "place": "Homs",
            "day": "2016-08-02",
            "toll": [(4, 4, ["state media"])],
        },
    ]


def test_shelling_of_a_quarter_is_another_account_than_the_battle_for_the_city_when_its_dead_are_others():
    text = (
        "Rebels storm army lines in Aleppo\n\nRebels stormed army positions in Aleppo on Monday, killing 37 soldiers, "
        "a commander said. Mortar rounds fired by rebels killed 28 civilians in Hamdaniya, the Syrian Observatory for "
        "Human Rights said. Six of the dead were children."
    )
    assert figures(text) == [
        ["37 soldiers"],
        ["28 civilians", "Six of the dead"],
    ]


def test_separately_opens_an_account_even_for_people_treated_after_an_attack_told_in_passing():
    text = (
        "Shelling of Aleppo kills 40\n\nShelling of Aleppo has killed 40 people since Sunday, activists said. "
        "Separately, the council of Saraqeb said that 29 residents were treated after a gas attack on Monday."
    )
    assert [one["event"] for one in accounts(text)] == ["Shelling/artillery/missile attack", "Chemical weapon"]
    assert figures(text) == [["40 people"], ["29 residents"]]


def test_another_blast_with_other_dead_is_another_account():
    text = (
        "Bomb kills 48 in Qamishli\n\nA bomb killed 48 people in Qamishli on Wednesday, state media said. "
        "A suicide blast killed six members of the security force there in April."
    )
    assert [one["toll"] for one in accounts(text, published="2016-07-28")][:2] == [
        [(48, 48, ["state media"])],
        [(6, 6, [])],
    ]


def test_what_an_and_joins_happened_in_the_place_told_after_it():
    text = (
        "Bomb kills five in Latakia\n\nA motorcycle bomb killed five people in Latakia city, SANA said. "
        "Two civilians were killed and three others were wounded by rockets that hit Deir Ezzor city."
    )
    assert figures(text) == [
        ["five people"],
        ["Two civilians", "three others"],
    ]


def test_the_dead_of_what_an_attack_avenged_are_not_its_own():
    text = (
        "Barrel bombs hit Saraqeb\n\nBarrel bombs hit Saraqeb on Monday, wounding 24 people, activists said. "
        "Rescue workers said the bombing was revenge for the helicopter, in which five people died."
    )
    assert figures(text) == [["24 people"], ["five people"]]


def test_shells_that_carried_the_gas_belong_to_the_gas_attack():
    text = (
        "Gas attack kills five in Aleppo\n\nA chlorine attack killed five civilians in Aleppo on Tuesday, SANA said. "
        "A rocket attack had released the gas, doctors said."
    )
    assert [one["event"] for one in accounts(text)] == ["Chemical weapon"]


def test_the_attack_is_the_one_just_told_and_two_tolls_of_it_are_disputed():
    reading = read(
        "Rockets hit market in Aleppo\n\nA rocket attack in Aleppo killed 12 people on Monday, SANA said. "
        "The Syrian Observatory for Human Rights said seven people died in the attack.",
        published="2016-08-03",
    )
    (account,) = reading.accounts
    said = {claim.id: claim.said_by[0].name for claim in reading.claims if claim.said_by}
    assert [(figure.minimum, figure.main_toll) for figure in account.figures] == [(12, True), (7, False)]
    assert [(d.about, [said[claim] for claim in d.claims]) for d in account.disputes] == [
        ("toll", ["SANA", "Syrian Observatory for Human Rights"])
    ]


def disputed(text: str) -> list[str]:
    """What the first account of ``text`` is disputed about."""
    return [dispute.about for dispute in read(text, published="2024-03-14").accounts[0].disputes]


def test_gunmen_may_be_of_the_group_that_another_accuses():
    lead = "Villagers killed in Mali\n\nJihadists killed 26 villagers in Djiguibombo on Monday, officials said."
    assert disputed(f"{lead} Gunmen killed the villagers, a teacher said.") == []
    assert disputed(f"{lead} Soldiers killed the villagers, a teacher said.") == ["responsibility"]


def test_people_taken_away_do_not_make_an_abduction_of_a_killing():
    text = (
        "Rebels kill 60 at funeral in Ntoyo\n\nGoma, DR Congo - Rebels have killed 60 people at a funeral in Ntoyo, "
        "officials said on Tuesday. Several others had been abducted, a teacher said."
    )
    (account,) = read(text, published="2025-09-09").accounts
    assert account.event is not None
    assert account.event.sub_type == "Attack"


def test_who_claims_a_bombing_did_it_where_the_rest_says_only_bomber():
    text = (
        "Suicide bomber kills 11 outside court in Islamabad\n\nA suicide bomber killed 11 people outside a court in "
        "Islamabad on Tuesday, officials said. Islamic State claimed responsibility."
    )
    account = read(text, published="2025-11-11").accounts[0]
    assert [actor.name for actor in account.perpetrators] == ["Islamic State"]
    assert account.responsibility == "claimed"


def test_the_toll_is_of_the_event_in_which_people_died():
    text = (
        "Drone strike on hospital in El Fasher kills 17\n\nA drone strike hit a hospital in El Fasher on Thursday, "
        "killing 17 people, medics said. A military source said the army had shot down two drones near Nyala earlier "
        "in the day. A doctors' network put the death toll at 21."
    )
    found = read(text, published="2025-10-03").accounts
    assert [[figure.minimum for figure in account.figures] for account in found] == [[17, 21], []]


def test_who_tells_of_its_own_strike_and_denies_hitting_civilians_claims_it():
    text = (
        "Missile hits house in Odesa\n\nA Russian missile hit a house in Odesa on Thursday, killing nine people, the "
        "mayor said. Russia's defence ministry said its forces had struck a base with the missile. Moscow denies "
        "targeting civilians."
    )
    account = read(text, published="2024-03-15").accounts[0]
    assert account.responsibility == "claimed"
    assert [source.name for source in account.said_by] == ["Russian defence ministry"]


def test_the_same_number_on_the_same_word_is_one_figure_and_the_headline_adds_none():
    text = (
        "Shelling kills six in Binnish\n\nShelling killed six people in Binnish on Monday, a doctor said. "
        "The doctor said six people were killed."
    )
    (account,) = read(text, published="2016-08-03").accounts
    assert [(figure.harm, figure.minimum) for figure in account.figures] == [("killed", 6)]


def test_a_headline_that_sums_the_parts_gives_the_main_toll_on_the_leads_word():
    text = (
        "Air raid on camp kills 18\n\nAn air raid on a camp near Raqqa killed 17 militants and a child on Monday, "
        "a monitoring group said."
    )
    assert accounts(text)[0]["toll"] == [(18, 18, ["monitoring group"])]


def test_who_is_called_responsible_did_it_where_no_telling_of_the_event_names_a_doer():
    reading = read(
        "Chemical attack kills 300 near Damascus\n\nA chemical attack near Damascus killed 300 people on Wednesday. "
        "The French foreign minister said that the Syrian government was behind it.",
        published="2013-08-24",
    )
    (account,) = reading.accounts
    assert [actor.name for actor in account.perpetrators] == ["Syrian government"]
    assert account.responsibility == "accused"


def test_a_doers_own_denial_outranks_the_accusation():
    text = (
        "Clinic bombed in Saraqeb\n\nSyrian army aircraft bombed a clinic in Saraqeb on Monday, a doctor said. "
        "The Syrian government denied that it bombed the clinic."
    )
    account = read(text, published="2016-08-03").accounts[0]
    assert (account.responsibility, [source.name for source in account.said_by]) == ("denied", ["doctor"])


def test_history_is_background_and_gives_the_main_account_no_date_and_no_toll():
    text = (
        "Car bomb kills five in Homs\n\nA car bomb killed five people in Homs, the governor said. "
        "In April 2014 a bombing killed 40 people in the same district of Homs."
    )
    first, second = accounts(text)
    assert (first["role"], first["day"], first["toll"]) == ("main", None, [(5, 5, ["governor"])])
    assert (second["role"], second["day"]) == ("background", "2014-04-01")


def test_a_wars_running_total_makes_no_account():
    text = "A city mourns\n\nMore than 250,000 people have been killed since the war began in 2011."
    assert accounts(text) == []


def test_a_clash_has_two_sides_and_no_doer_unless_the_lead_names_one():
    text = "Clashes near Hama\n\nClashes between rebels and the Syrian army killed 15 people near Hama, activists said."
    account = read(text, published="2016-08-03").accounts[0]
    assert (account.event.sub_type, account.perpetrators, account.responsibility) == ("Armed clash", (), "unknown")


def test_the_main_toll_is_the_bodys_number_that_the_headline_gives_too():
    text = (
        "Air strikes kill 12 in Aleppo\n\nAir strikes in Syria's Idlib killed 11 people last week. "
        "On Monday air strikes killed at least 12 civilians in Aleppo, a monitoring group said."
    )
    main = next(account for account in accounts(text) if account["role"] == "main")
    assert main["toll"] == [(12, None, ["monitoring group"])]


def test_an_account_lies_where_its_headline_says():
    text = (
        "ISIL crucifies 4 in Syrias Aleppo NGO\n\nA group in Syria has crucified four men in public, activists said on "
        "Friday. The news comes amid heavy clashes in the suburbs of Damascus between rebels and the group."
    )
    assert [account["place"] for account in accounts(text)] == ["Aleppo"]


def test_a_sum_without_a_day_has_the_days_of_its_parts():
    text = (
        "Shelling kills 12 in Aleppo\n\nShelling killed 12 people in Syria's Aleppo province, a monitor said. Shells "
        "killed seven people in Azaz on Monday. Separately, shells killed five people in Manbij on Tuesday."
    )
    main = read(text, published="2016-08-03").accounts[0]
    assert (main.when.start, main.when.end, main.when.precision) == ("2016-08-01", "2016-08-02", 2)


def test_what_is_told_without_a_day_is_not_dated_from_publication():
    text = "Blast kills five\n\nA blast killed five people in Latakia in Syria, a hospital said on Wednesday."
    assert accounts(text)[0]["day"] is None


def places(text: str) -> list[tuple[str | None, str | None]]:
    """Name and division of the place of each account."""
    accounts = read(text, published="2016-08-03").accounts
    return [(account.place.name, account.place.admin1) if account.place else (None, None) for account in accounts]


def test_an_accord_reached_later_gives_the_raid_neither_its_place_nor_its_day():
    text = (
        "Raid on Khan al-Assal kills nine\n\nNine people were killed in a raid on the town, residents said. The two "
        "sides reached an agreement in Damascus on Tuesday to hand over the dead."
    )
    main = accounts(text)[0]
    assert (main["event"], main["place"], main["day"]) == ("Attack", "Khan al-Assal", None)


def test_a_headline_of_two_provinces_leaves_the_place_to_the_body():
    text = (
        "Mines kill two in Hasakah and Aleppo\n\nTwo women were killed when a mine exploded in the village of Jarouf "
        "in the countryside of Aleppo on Sunday."
    )
    assert places(text) == [("Jarouf", "Aleppo")]


def test_an_unknown_place_of_another_country_lies_in_no_province_of_the_first():
    text = (
        "Gunmen kill 12 soldiers in Mali\n\nGunmen killed 12 soldiers near Timbuktu in Mali on Monday. "
        "In Burkina Faso, seven guards died in Kourabi on Tuesday."
    )
    assert places(text) == [("Timbuktu", "Timbuktu"), ("Kourabi", None)]


def test_a_place_told_only_of_those_who_died_is_better_than_the_country():
    text = (
        "Car bomb hits evacuees in Syria\n\nAt least 43 people were killed on Saturday in a car bomb attack on buses. "
        "Most of the dead were evacuees, but they also included rebels who had guarded the buses in Rashidin, west of "
        "Aleppo."
    )
    assert places(text) == [("Rashidin", "Aleppo")]


def test_the_north_of_a_country_ties_no_battle_elsewhere_to_the_raid():
    text = (
        "Barrel bombs kill 11 in al-Bab\n\nBarrel bombs killed 11 civilians on Monday in al-Bab, in northern Syria, a "
        "monitor said. Clashes raged on Monday in Zabadani."
    )
    assert places(text) == [("Al-Bab", "Aleppo"), ("Zabadani", "Rif Dimashq")]


def test_planes_destroyed_on_the_ground_are_no_raid_that_the_dead_of_the_missiles_belong_to():
    text = (
        "Missiles strike Syrian airbase\n\nCruise missiles struck an airbase in Homs province early on Monday. Six "
        "people were killed in the attack, state media said. The base had launched a gas attack on a village in Idlib "
        "that left 80 civilians dead. Nine fighter planes were destroyed. Dozens of soldiers were killed or injured "
        "in the missile strike."
    )
    assert figures(text)[0] == ["Six people", "Dozens of soldiers"]


def test_another_speakers_turn_to_the_attack_is_no_other_attack():
    text = (
        "Gas attack kills dozens in Khan Sheikhoun\n\nA gas attack on Khan Sheikhoun killed at least 58 people on "
        "Tuesday, a monitor said. Meanwhile, a doctor said the attack had killed 100 people and injured 400."
    )
    assert figures(text) == [["at least 58 people", "100 people", "400", "dozens"]]


def test_the_site_that_inspectors_will_visit_is_the_place_of_the_attack_reported_there():
    text = (
        "Inspectors to visit Syria\n\nInspectors will visit Khan al-Assal near Aleppo, where a gas attack was reported,"
        " an envoy said. At least 26 people were killed in the attack. The visit follows an accord reached in Damascus."
    )
    assert places(text)[0] == ("Khan al-Assal", "Aleppo")


def test_the_means_told_later_say_what_the_massacre_was():
    text = (
        "Regime commits massacre in Douma\n\nRescuers called it a massacre on Monday. Shelling killed 54 people in the "
        "market of Douma, a monitor said."
    )
    assert [account["event"] for account in accounts(text)] == ["Shelling/artillery/missile attack"]


def test_a_quarter_is_of_the_town_that_the_headline_names():
    text = (
        "Rebels push into Aleppo\n\nRebels stormed army positions on Monday. Aircraft killed nine people in the"
        " eastern district of Salhouna on Tuesday, rescuers said. A helicopter was shot down in Idlib on Wednesday."
    )
    assert ("Salhouna", "Aleppo") in places(text)


def test_a_toll_that_rises_takes_the_place_of_the_one_told_before_and_of_no_other_sources_greater_one():
    head = (
        "Missiles hit Poltava in Ukraine\n\nMissiles killed at least 14 people in Poltava on Tuesday, the mayor said. "
    )
    assert accounts(f"{head}The death toll later climbed to 17, a doctor said.")[0]["toll"] == [(17, 17, ["doctor"])]
    assert accounts(f"{head}The death toll has risen to nine, a doctor said.")[0]["toll"] == [(14, None, ["mayor"])]


def test_a_figure_that_a_bodys_head_repeats_rests_on_the_word_of_both():
    text = (
        "Shells kill six in Homs\n\nShells killed six people in Homs, the Syrian Observatory for Human Rights said. "
        "Its head Rami Abdel Rahman said the six people were killed in the market."
    )
    assert accounts(text)[0]["toll"] == [(6, 6, ["Rami Abdel Rahman", "Syrian Observatory for Human Rights"])]


def test_what_was_shot_down_near_a_town_is_an_account_of_its_own_with_those_who_died_in_it():
    text = (
        "Raid hurts nine in Saraqeb\n\nBarrel bombs wounded nine people in Saraqeb, a town in Idlib, late on Monday, "
        "a monitor said. Saraqeb lies near the spot where a helicopter was shot down on Monday. Rescuers said the raid "
        "was revenge for the helicopter, in which five people died."
    )
    assert [(account["role"], account["event"], account["place"], account["day"]) for account in accounts(text)] == [
        ("main", "Air/drone strike", "Saraqib", "2016-08-01"),
        ("also", "Armed clash", "Saraqib", "2016-08-01"),
    ]
    assert figures(text) == [["nine people"], ["five people"]]


def test_where_no_place_is_told_it_is_that_of_a_towns_own_council_that_tells():
    text = (
        "Nine treated after gas attack in Syria\n\nNine people were treated after a gas attack on Monday, the local "
        "council of Saraqeb said."
    )
    assert [account["place"] for account in accounts(text)] == ["Saraqib"]
    elsewhere = text.replace("the local council of Saraqeb", "rescuers in Saraqeb")
    assert [account["place"] for account in accounts(elsewhere)] == ["Syria"]


def test_an_aircraft_that_nobody_is_named_for_opens_no_account_by_itself():
    text = (
        "Rebels shoot down helicopter in Idlib\n\nRebels shot down a helicopter in Idlib on Monday, killing five. "
        "Activists said the helicopter had been bombing villages east of the town."
    )
    assert [account["event"] for account in accounts(text)] == ["Armed clash"]


def test_a_headline_may_mean_the_province_that_the_body_names():
    text = (
        "Helicopter shot down over Idlib\n\n"
        "A helicopter was shot down over Idlib province in Syria on Monday, killing five people on board."
    )
    place = read(text, published="2016-08-03").accounts[0].place
    assert place is not None
    assert (place.name, place.precision) == ("Idlib", 4)


def test_an_undated_report_takes_a_month_told_after_a_weekday_for_the_past():
    text = (
        "Suicide attack on mosque\n\nA suicide bomber killed 59 people at a mosque in Peshawar, Pakistan, on Monday. "
        "In December 2014 gunmen killed more than 130 children at a school in the city."
    )
    told = [(account.role, len(account.figures)) for account in read(text).accounts]
    assert told == [("main", 1), ("background", 1)]


def test_what_falls_hours_later_elsewhere_is_another_account():
    text = (
        "House struck\n\nAn air strike hit a house in Douma, Syria, late on Monday, killing eleven people. "
        "Hours later, tank shells landed in the courtyard of a school in Harasta, killing two."
    )
    assert [account["place"] for account in accounts(text)] == ["Douma", "Harasta"]


def test_a_line_of_fighting_is_no_power_line():
    reading = read("Shells fall\n\nArtillery struck the front line near Bakhmut, Ukraine, on Monday, killing two.")
    assert [thing.kind for account in reading.accounts for thing in account.objects] == []


def test_the_provinces_of_a_round_up_are_accounts_of_their_own():
    text = (
        "Fighting across the provinces\n\nArmy units killed 24 gunmen on Monday across Syria, a military source said. "
        "In Hama, troops destroyed three vehicles and killed 28 gunmen. In Homs, the air force carried out strikes on "
        "positions in Palmyra. In Daraa, five gunmen were killed in the town of Nawa."
    )
    assert [account["place"] for account in accounts(text)] == ["Syria", "Hama", "Palmyra", "Nawa"]
    assert figures(text) == [["24 gunmen"], ["28 gunmen"], [], ["five gunmen"]]


def test_what_was_done_earlier_is_another_account():
    text = (
        "Airliner shot down\n\nAn airliner with 298 people on board was shot down over eastern Ukraine on Thursday. "
        "Separatists earlier shot down a transport plane near Luhansk."
    )
    assert [account["place"] for account in accounts(text, "2014-07-17")] == ["Ukraine", "Luhansk"]


def killed(text: str) -> list[list[tuple[int | None, bool, bool, bool]]]:
    """Of each account: the least number of each figure of dead, whether it is the main toll, a part, one of a list."""
    accounts = read(text, published="2016-08-03").accounts
    return [
        [
            (figure.minimum, figure.main_toll, figure.part, figure.individual)
            for figure in account.figures
            if figure.harm == "killed"
        ]
        for account in accounts
    ]


def test_what_a_list_tells_adds_up_until_a_sum_is_told():
    text = "Bomb hits bus in Quetta\n\nA bomb hit a bus in Quetta, killing 10 on the bus and 21 others on the street."
    assert killed(text) == [[(10, True, False, True), (21, False, False, True)]]
    assert killed(f"{text} In all 31 people died.") == [
        [(10, False, True, False), (21, False, True, False), (31, True, False, False)]
    ]


def test_a_headline_that_lists_the_dead_gives_their_sum():
    text = (
        "Six soldiers, two farmers killed in Quetta\n\nEight people were killed in a bombing in Quetta, police said. "
        "Two of the wounded were flown out. Six men were buried on Monday."
    )
    assert [row[0] for row in killed(text)[0] if row[1]] == [8]


def test_what_befell_one_family_disputes_no_toll():
    text = (
        "Raid kills 12 in Douma\n\nAn air raid killed 12 people in Douma, a monitor said. "
        '"My two sons were killed in the raid," said Omar Haddad.'
    )
    assert [account.disputes for account in read(text, published="2016-08-03").accounts] == [()]


def test_people_killed_in_the_attack_that_was_answered_are_not_of_the_answer():
    text = (
        "Jets strike Gaza after mortar attack kills two\n\nIsraeli jets hit targets in the Gaza Strip after a mortar "
        "attack killed two people in Sderot, the army said."
    )
    told = read(text, published="2016-08-03").accounts
    assert [(one.place and one.place.name, [figure.minimum for figure in one.figures]) for one in told][1] == (
        "Sderot",
        [2],
    )
    assert told[0].figures == ()


def test_an_attack_that_is_remembered_years_later_is_background():
    text = "Town remembers\n\nTen years after 58 people were killed in a massacre in Douma, relatives laid flowers."
    assert [account["role"] for account in accounts(text)] == ["background"]


def test_an_attack_on_a_commemoration_is_of_the_day():
    text = "Blast in Quetta\n\nGunmen killed nine people at a ceremony to commemorate a saint in Quetta on Monday."
    assert [account["role"] for account in accounts(text, published="2016-08-05")] == ["main"]


def test_families_who_mark_an_anniversary_look_back():
    text = "Town remembers\n\nFamilies marked the anniversary of the raid on Douma that killed 58 people."
    assert [account["role"] for account in accounts(text)] == ["background"]


def test_those_whom_a_party_killed_before_it_was_answered_are_not_put_to_who_answered():
    text = "Shelling in Homs\n\nThe army bombed Homs on Monday after rebels killed nine soldiers there."
    told = [
        ([actor.name for actor in one.perpetrators], [figure.minimum for figure in one.figures])
        for one in read(text, published="2016-08-03").accounts
    ]
    assert told == [(["Syrian army"], []), (["rebels"], [9])]


def test_another_number_of_people_is_of_the_same_attack():
    text = (
        "Missile hits Poltava\n\nA missile killed nine people in Poltava on Tuesday, the mayor said. "
        "Another 31 people were injured."
    )
    assert figures(text) == [["nine people", "31 people"]]


def test_a_town_at_the_head_of_an_item_is_nobody_killed():
    text = "Daily report\n\nIdlib: two men were killed by a mine on Monday."
    assert figures(text) == [["two men"]]


def test_what_somebody_is_charged_with_is_no_answer_to_it():
    text = (
        "Student charged with killing\n\nPolice charged a student with murder after his friend was shot in Poltava on "
        "Monday. Omar Haddad, 13, died in the yard."
    )
    assert len(accounts(text)) == 1


def test_a_toll_told_as_some_of_a_crowd_is_no_part_of_itself():
    text = (
        "Bomb kills 32 rebels in Atmeh\n\nA bomb tore through a crowd of rebels there, killing 32 of them, a monitor "
        "said. A medic said he had counted 25 bodies."
    )
    assert killed(text)[0][0] == (32, True, False, False)
    assert [dispute.about for dispute in read(text, published="2016-08-15").accounts[0].disputes] == ["toll"]


def test_a_headline_alone_tells_where_though_it_names_two_provinces():
    (told,) = accounts("Shells kill four in Damascus as a blast shakes the centre of Raqqa")[:1]
    assert told["place"] == "Damascus"


def test_a_text_may_end_in_a_number_of_casualties():
    assert figures("Shelling of Homs kills two of them, casualties rise to 21") == [["two of them", "21"]]
