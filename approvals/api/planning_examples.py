"""What the description of the API shows of changes of the calendar, of planning a filing and of timeliness."""

from approvals.api.examples import BODY, TERM_ID, Values

SEEN = "9f2c1f6e0c7c2f0b1f6a0c3d9a5e7b4c2d1e0f9a8b7c6d5e4f3a2b1c0d9e8f7a"
DAY_WANTED: Values = {"date": "2026-09-10", "kind": "day_off", "basis": "Order No. 411", "confirmed": True}
CALENDAR_PREVIEW: Values = {
    "seen": SEEN,
    "days": [
        {
            "date": "2026-09-10",
            "before": None,
            "after": {name: DAY_WANTED[name] for name in ("kind", "basis", "confirmed")},
        }
    ],
    "terms": [
        {
            "term": TERM_ID,
            "kind": "regulator_consideration",
            "kind_label": "Consideration by the natural-monopoly body",
            "organization": BODY,
            "due_on": "2026-09-22",
            "due_on_then": "2026-09-23",
            "missing_year_then": None,
        }
    ],
}
COUNTED: Values = {
    "received": 3,
    "agreed": 1,
    "refused": 1,
    "in_time": 1,
    "late": 1,
    "unknown": 0,
    "withdrawn": 0,
    "open": 1,
    "overdue": 0,
    "median": 17.5,
}
FIGURES: Values = {
    "all": COUNTED,
    "first": COUNTED,
    "again": {**dict.fromkeys(COUNTED, 0), "median": None},
    "rounds": [{"round": 1, "figures": COUNTED}],
    "grounds": [{"code": "no_sme_activities", "figures": COUNTED}],
}
TIMELINESS: Values = {"body": BODY, "year": FIGURES, "periods": [{"name": "Quarter 3", "figures": FIGURES}]}
LATEST_FILING: Values = {
    "first_year": 2027,
    "route": ["authorized_body"],
    "adopt_by": "2026-11-30",
    "hand_over_days": 1,
    "scenarios": [
        {
            "refusals": [],
            "latest_filing": "2026-10-30",
            "working_days_left": 42,
            "terms": [
                {
                    "kind": "authorized_body_consideration",
                    "kind_label": "Consideration by the authorized body",
                    "point": "13",
                    "body": "authorized_body",
                    "started_on": "2026-10-30",
                    "due_on": "2026-11-27",
                }
            ],
            "adoption_from": "2026-11-30",
            "missing_year": None,
        }
    ],
}
