"""The plan's own check relations accept every sample return, with few questions, all answered."""

from collections import defaultdict

from indicators import checks, registry
from indicators.observations import Basis, Observation, ObservationStatus, ReportedFigure
from indicators.outliers import past_growths
from indicators.problems import accepted
from sample_data.schedule import sample_returns
from sample_data.simulation import simulate

PLAN = registry.load_builtin()


def reported(one):
    return [
        ReportedFigure(
            Observation(
                variable, one.key.unit, period, basis, value, one.statuses.get(variable, ObservationStatus.NORMAL)
            ),
            "sheet",
            f"{variable} {basis} {period}",
            str(value),
            one.explanations.get(variable),
        )
        for (variable, basis, period), value in one.figures.items()
    ]


def series(known, variable):
    return {month: value for (other, month), value in known.items() if other == variable}


def test_every_return_of_the_year_is_accepted_with_few_questions_all_answered():
    known = defaultdict(dict)
    restated = defaultdict(dict)
    asked = []
    for one in sample_returns(PLAN, simulate(), "year-end"):
        form, period = PLAN.form(one.key.form), one.key.period
        mine = known[one.key.unit]
        context = checks.CheckContext(
            previous={v: mine[v, period.previous] for v in form.variables if (v, period.previous) in mine},
            last_year={v: mine[v, period.last_year] for v in form.variables if (v, period.last_year) in mine},
            history={v: [value for (other, _), value in mine.items() if other == v] for v in form.variables},
            growths={
                v: list(past_growths(series(mine, v), series(restated[one.key.unit], v), period))
                for v in form.variables
            },
        )
        problems = checks.run(PLAN, form, period, reported(one), context)
        assert accepted(problems), (one.key, problems)
        asked += [(problem.code, one.key.unit) for problem in problems]
        mine |= {(v, month): value for (v, basis, month), value in one.figures.items() if basis is Basis.CURRENT}
        restated[one.key.unit] |= {
            (v, month): value for (v, basis, month), value in one.figures.items() if basis is Basis.RESTATED
        }
    assert {code for code, _ in asked} == {"unlike_previous", "unlike_last_year", "outlier"}
    assert {unit for _, unit in asked} == {"DL-CXD", "DL-HYK", "210281", "210283"}
    assert len(asked) < 35
