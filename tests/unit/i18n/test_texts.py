"""What the texts of a language say about the plan's own words."""

from __future__ import annotations

from i18n.texts import texts
from indicators.plan import Bilingual


def test_a_unit_that_begins_with_a_number_multiplies_in_english():
    money = Bilingual(zh="亿元", en="100 million yuan")
    assert texts("en").unit(money) == "× 100 million yuan"
    assert texts("zh").unit(money) == "亿元"
    assert texts("en").unit(Bilingual(zh="家", en="firms")) == "firms"
