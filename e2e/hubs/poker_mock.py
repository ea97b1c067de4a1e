"""The mock data of hub 004 §2."""

STAKES = {"game_type": "NLH", "stakes": "0.05/0.10"}


def recent():
    """Ten rows, the oldest first. None has details (§2), so the number that has is left out."""
    return [
        {
            "hand_id": f"20231215-{12345670 + at}",
            "timestamp": f"2023-12-15T14:{30 + at}:00",
            "table_name": f"Monaco #{at}",
            "player_count": 6,
            "hero_played": at % 2 == 0,
            "total_pot_cents": 1000 + 100 * at,
            "stake": "NL10",
        }
        for at in (0, 1, 2, 3, 4, 5, 6, 7, 9, 10)
    ]


def _player(name, position, stack, cards=None):
    return {"name": name, "position": position, "stack_cents": stack, "cards": cards}


def _action(player, kind, amount, is_hero=False):
    return {"player": player, "street": "Preflop", "action_type": kind, "amount_cents": amount, "is_hero": is_hero}


# The only hand that has details.
DETAIL = {
    "hand_id": "20231215-12345678",
    "timestamp": "2023-12-15T14:30:00",
    "table_name": "Monaco",
    "stake": "NL10",
    "button_position": 3,
    "players": [
        _player("thesmoy", "BTN", 1000, ["Ah", "Kd"]),
        _player("Villain1", "SB", 950),
        _player("Villain2", "BB", 1100),
    ],
    "actions": [
        _action("Villain1", "Call", 5),
        _action("Villain2", "Check", 0),
        _action("thesmoy", "Raise", 30, True),
    ],
    "board": ["Kh", "7s", "2c", "Qd", "3h"],
    "total_pot_cents": 1250,
    "rake_cents": 50,
}


def stats(name):
    """The same numbers for any name."""
    figures = {
        "BTN": (45.0, 38.0, 12.0),
        "SB": (32.0, 28.0, 10.0),
        "BB": (12.0, 0.0, 5.0),
        "MP": (18.0, 15.0, 6.0),
        "CO": (26.0, 22.0, 9.0),
    }
    summary = {"hands": 1540, "vpip": 24.5, "pfr": 20.1, "three_bet": 8.2, "wtsd": 28.4, "af": 2.5}
    return {
        "player": name,
        "is_hero": name == "thesmoy",
        "summary": {**summary, "net_won_cents": 4500, "bb_100": 15.2, "ev_bb_100": 12.8},
        "positional": {
            position: {"vpip": vpip, "pfr": pfr, "three_bet": three_bet, "hands": 250}
            for position, (vpip, pfr, three_bet) in figures.items()
        },
    }
