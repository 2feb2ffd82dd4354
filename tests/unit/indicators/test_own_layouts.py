"""A mapping goes into the store and comes back the same."""

import json

from indicators.own_layouts import OwnLayout
from sample_data.bad.own_tables import LAYOUT


def test_a_mapping_is_kept_as_json_and_comes_back_the_same():
    assert OwnLayout.from_plain(json.loads(json.dumps(LAYOUT.to_plain()))) == LAYOUT
