"""Texts by language, topic and key, read from YAML files of Fluent patterns.

Each value is a Fluent pattern, so that plurals and variables follow the rules of the language; a list of values
gives variants, picked by turn so that the same question does not always get the same words.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Dict, List, Union

import yaml
from fluent.runtime import FluentBundle, FluentResource

_CHOICE = re.compile(r"\{\s*\$?\w+(?:\([^)]*\))?\s*->")
_VARIANT = re.compile(r"\[\w+\]")
LOCALES = {"en": "en-GB", "fr": "fr-FR"}


class MissingText(KeyError):
    """No such text: a mistake of ours, found by the tests."""


class Texts:
    """Reads all texts of `folder` once; `get` formats one.

    `<folder>/<language>/<topic>.yml` holds the texts of a topic; `<folder>/<language>.yml` those of the folder's only one,
    which then bears its name.
    """

    def __init__(self, folder: Path) -> None:
        self._variants: Dict[str, Dict[str, int]] = {}
        self._bundles: Dict[str, FluentBundle] = {}
        for language, locale in LOCALES.items():
            self._bundles[language] = FluentBundle([locale], use_isolating=False)
            self._variants[language] = {}
            single = folder / f"{language}.yml"
            for path in [*([single] if single.exists() else []), *sorted((folder / language).glob("*.yml"))]:
                entries: Dict[str, Union[str, List[str]]] = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
                for key, value in entries.items():
                    self.add(language, folder.name if path == single else path.stem, key, value)

    def add(self, language: str, topic: str, key: str, value: Union[str, List[str]]) -> None:
        """One more text: a pattern or its variants."""
        variants = value if isinstance(value, list) else [value]
        name = _name(topic, key)
        self._variants[language][name] = len(variants)
        for number, pattern in enumerate(variants):
            self._bundles[language].add_resource(FluentResource(f"{name}-{number} ={_fluent(str(pattern))}"))

    def has(self, language: str, topic: str, key: str) -> bool:
        """Whether that text exists."""
        return _name(topic, key) in self._variants[language]

    def get(self, language: str, topic: str, key: str, turn: int = 0, **values: Any) -> str:
        """The text in `language` ("en" or "fr"); `turn` picks among variants. Raises MissingText."""
        name = _name(topic, key)
        if name not in self._variants[language]:
            raise MissingText(f"{language}/{topic}.yml has no {key!r}")
        bundle = self._bundles[language]
        message = bundle.get_message(f"{name}-{turn % self._variants[language][name]}")
        text, errors = bundle.format_pattern(message.value, values)
        if errors:
            raise MissingText(f"{language}/{topic}.yml: {key!r}: {errors[0]}")
        return text

    def keys(self, language: str) -> List[str]:
        """All names of texts of a language, for checking that the other one has them too."""
        return sorted(self._variants[language])


def _name(topic: str, key: str) -> str:
    return f"{topic}-{key}".replace("_", "-")


def _fluent(pattern: str) -> str:
    """Fluent's own layout of a pattern: it wants every variant of a choice on a line of its own, indented."""
    laid_out, depth, choices = "", 0, []
    # A line of text must not begin with a sign that means something there.
    pattern = re.sub(r"(?<=\n)[ \t]*([*\[.])", r'{"\1"}', pattern.strip("\n"))
    for position, letter in enumerate(pattern):
        if letter == "{":
            depth += 1
            if _CHOICE.match(pattern, position):
                choices.append(depth)
        if choices and depth == choices[-1] and _VARIANT.match(pattern, position):
            laid_out = laid_out.rstrip(" *") + "\n      " + ("*" if laid_out.endswith("*") else "")
        if letter == "}":
            if choices and depth == choices[-1]:
                choices.pop()
                laid_out = laid_out.rstrip() + "\n    "
            depth -= 1
        laid_out += letter
    first, *rest = laid_out.split("\n")
    return "\n".join([f" {first}", *(f"    {line}" for line in rest)])
