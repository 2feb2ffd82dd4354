"""All returns of the sample, of figures and about measures, in the order in which they come in."""

from __future__ import annotations

from indicators.plan import Plan
from sample_data.measure_returns import measure_returns
from sample_data.parts import SampleReturn
from sample_data.schedule import Scenario, sample_returns
from sample_data.simulation import Simulation


def all_returns(plan: Plan, simulation: Simulation, scenario: Scenario) -> tuple[SampleReturn, ...]:
    """All returns of a scenario, in the order in which they come in."""
    made = (*sample_returns(plan, simulation, scenario), *measure_returns(plan, scenario))
    return tuple(sorted(made, key=lambda one: (one.submitted_at, one.key.form, one.key.unit)))
