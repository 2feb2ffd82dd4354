"""YAML with line numbers: plain values for pydantic, and the line each of them stands on.

Numbers with a fraction are handed on as text, so that a Decimal is exactly what is written (3.2 is
never 3.2000000000000001776). Codes such as 01 stay text even where the quotes were forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import yaml

from indicators.plan_faults import PlanFault

_INTEGER = re.compile(r"[+-]?(0|[1-9][0-9]*)", re.ASCII)
_NULL_TAG = "tag:yaml.org,2002:null"
_INTEGER_TAG = "tag:yaml.org,2002:int"


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A parsed file: `value` of dicts, lists, int, str and None; `root` None where it is unreadable."""

    name: str
    root: yaml.Node | None
    value: object
    faults: tuple[PlanFault, ...]

    def line(self, path: Sequence[str | int]) -> int:
        """The line, from 1, where the value at a path stands, or its nearest parent that is there."""
        node, mark = self.root, 1
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            place, node = found
            mark = place.start_mark.line + 1
        return mark


def parse(name: str, content: bytes) -> YamlFile:
    """The file's plain value, with every duplicate key as a fault; a syntax error is one fault."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return YamlFile(name, None, None, (PlanFault(name, line, "plan_not_utf8"),))
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        return YamlFile(name, None, None, (_syntax_fault(name, text, error),))
    if root is None:
        return YamlFile(name, None, None, (PlanFault(name, 1, "plan_file_empty"),))
    reading = _Reading(name)
    value = reading.plain(root)
    return YamlFile(name, root, value, tuple(reading.faults))


def _syntax_fault(name: str, text: str, error: yaml.YAMLError) -> PlanFault:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        line = error.problem_mark.line + 1
        return PlanFault(name, line, "plan_yaml_syntax", {"detail": str(error.problem)})
    position = getattr(error, "position", 0)
    return PlanFault(name, text.count("\n", 0, position) + 1, "plan_yaml_character")


def _child(node: yaml.Node | None, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    """The node that marks a child's place (its key, where it has one) and the child."""
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


@dataclass(slots=True)
class _Reading:
    """Turns nodes into plain values, collecting duplicate keys.

    A node met twice is an alias; it is refused, because aliases can make a small file endless.
    """

    name: str
    met: set[int] = field(default_factory=set)
    faults: list[PlanFault] = field(default_factory=list)

    def plain(self, node: yaml.Node) -> object:
        if id(node) in self.met:
            self._report("plan_alias", node)
            return None
        self.met.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node)
        if isinstance(node, yaml.SequenceNode):
            return [self.plain(item) for item in node.value]
        text: str = node.value
        if node.tag == _NULL_TAG:
            return None
        if node.tag == _INTEGER_TAG and _INTEGER.fullmatch(text):
            return int(text)
        return text

    def _mapping(self, node: yaml.MappingNode) -> dict[str, object]:
        found: dict[str, object] = {}
        for key, value in node.value:
            written = key.value if isinstance(key, yaml.ScalarNode) else "?"
            if written in found:
                self._report("plan_key_twice", key, key=written)
                continue
            found[written] = self.plain(value)
        return found

    def _report(self, code: str, node: yaml.Node, **params: str) -> None:
        self.faults.append(PlanFault(self.name, node.start_mark.line + 1, code, params))
