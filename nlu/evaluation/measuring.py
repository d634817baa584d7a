"""One set in one language, from sentences to figures, outcomes and failures."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Callable, Dict, List, Mapping, Optional, Protocol, Sequence, Tuple

from knowledge.store import Store
from nlu.evaluation import dates, dialogues, intents, judging, linking, metrics, sets
from nlu.evaluation.intents import Reading
from nlu.evaluation.regression import Outcomes
from nlu.evaluation.sets import Sentence
from nlu.evaluation.typos import twin
from nlu.training_files import training_examples

Parse = Dict[str, Any]
Tell = Callable[[str, str], None]
OURS = "ours"
QUICK = 4


class System(Protocol):
    """Something that reads sentences."""

    def read(self, texts: Sequence[str]) -> List[Reading]:
        """A reading of each text."""


@dataclass(frozen=True)
class Failure:
    """A case that did not pass: `part` of the set, what was said, and what was expected and came."""

    part: str
    text: str
    why: str


@dataclass
class Measured:
    """`report`: plain JSON. `outcomes` by part. `failures` in the order of the sets."""

    report: Dict[str, Any] = field(default_factory=dict)
    outcomes: Dict[str, Outcomes] = field(default_factory=dict)
    failures: List[Failure] = field(default_factory=list)


class Measurement:
    """Measures `parse` and, where there is one, `converse`; `trusted`: the trust below which no intent is acted on."""

    def __init__(
        self, store: Store, parse: Callable[[str], Parse], converse: Optional[Callable[[Sequence[str], str], List[Dict[str, Any]]]],
        trusted: Optional[float], systems: Mapping[str, System], tell: Tell = lambda part, language: None,
    ) -> None:
        self._store, self._parse, self._trusted, self._tell = store, parse, trusted, tell
        self._answers = converse
        self._systems = {OURS: self, **systems}

    def read(self, texts: Sequence[str]) -> List[Reading]:
        """Our own readings."""
        return [self._reading(self._parse(text)) for text in texts]

    def measure(self, which: str, language: str, quick: bool = False) -> Measured:
        """Everything about the set `which` ("dev" or "test") in `language`; `quick`: a quarter of it."""
        every = QUICK if quick else 1
        main = sets.thinned(sets.sentences(f"{which}_intents", language), every)
        written = sets.sentences("test_typos", language) if which == "test" else [_twin(s) for s in sets.sentences("dev_intents", language)]
        twins = sets.thinned(written, every)
        measured = Measured(report={"cases": {"in_scope": sum(s.in_scope for s in main), "out_of_scope": sum(not s.in_scope for s in main)}})
        self._tell("intents", language)
        self._intents(measured, which, language, main, twins)
        self._tell("names", language)
        self._names(measured, which, language, every)
        self._dates(measured, which, language, every)
        if self._answers:
            self._tell("answers", language)
            self._whole(measured, which, main, twins)
            self._tell("dialogues", language)
            self._dialogues(measured, which, language, every)
        return measured

    def _reading(self, parse: Parse) -> Reading:
        trust = judging.trust(parse)
        refused = self._trusted is not None and trust < self._trusted
        return Reading(parse["intent"]["name"], parse["intent"]["confidence"], trust, refused)

    def _intents(self, measured: Measured, which: str, language: str, main: List[Sentence], twins: List[Sentence]) -> None:
        dev = sets.sentences("dev_intents", language)
        measured.report["systems"] = {}
        trained_on = sum(not one.leans for one in training_examples())
        for name, system in self._systems.items():
            readings = system.read([s.text for s in main])
            threshold = intents.dev_threshold(dev, system.read([s.text for s in dev]))
            found = intents.measure(main, readings, threshold)
            slipped = system.read([s.text for s in twins])
            hits = [[intents.right(s, r) for s, r in zip(one, read) if s.in_scope] for one, read in ((main, readings), (twins, slipped))]
            found["figures"]["typo_accuracy"] = metrics.share(hits[1]).as_dict()
            found["figures"]["typo_difference"] = metrics.paired_difference(*hits).as_dict()
            measured.report["systems"][name] = {**found, "examples": trained_on}
            if name == OURS:
                pairs = [(s, r) for s, r in zip(main, readings) if s.in_scope]
                measured.outcomes[f"{which}.intents"] = Outcomes([s.text for s, _ in pairs], [intents.right(s, r) for s, r in pairs])
                missed = [(s, r) for s, r in pairs if not intents.right(s, r)]
                measured.failures += [Failure("intents", s.text, f"{'|'.join(s.accepted)} → {r.intent} {r.confidence:.2f}") for s, r in missed]

    def _names(self, measured: Measured, which: str, language: str, every: int) -> None:
        cases = sets.thinned(sets.namings(which, language), every)
        parses = [self._parse(case.text) for case in cases]
        found = linking.measure(cases, parses, self._store)
        self._keep(measured, which, "names", [c.text for c in cases], found, [linking.described(c, p) for c, p in zip(cases, parses)])

    def _dates(self, measured: Measured, which: str, language: str, every: int) -> None:
        cases = sets.thinned(sets.phrases(which, language), every)
        parses = [self._parse(case.text) for case in cases]
        found = dates.measure(cases, parses)
        self._keep(measured, which, "dates", [f"{c.text} ({c.today})" for c in cases], found, [dates.described(c, p) for c, p in zip(cases, parses)])

    def _dialogues(self, measured: Measured, which: str, language: str, every: int) -> None:
        cases = sets.thinned(sets.dialogues(which, language), every)
        heard = dialogues.converse_all(cases, self._converse)
        found = dialogues.measure(cases, heard, self._store)
        told = [dialogues.described(case, at, said) for case, turns in zip(cases, heard) for at, said in enumerate(turns)]
        self._keep(measured, which, "dialogues", [text for text, _ in told], found, [why for _, why in told])

    def _whole(self, measured: Measured, which: str, main: List[Sentence], twins: List[Sentence]) -> None:
        turns = [self._converse([s.text], s.language)[0] for s in main]
        outcomes = [judging.judge(s, turn, self._store) for s, turn in zip(main, turns)]
        slipped = [judging.judge(s, self._converse([s.text], s.language)[0], self._store) for s in twins]
        measured.report["answers"] = judged(main, turns, outcomes, slipped, self._store)
        for part, in_scope in (("understood", True), ("recognised", False)):
            kept = [(s, o, t) for s, o, t in zip(main, outcomes, turns) if s.in_scope == in_scope]
            passed = [outcome in judging.UNDERSTOOD for _, outcome, _ in kept]
            measured.outcomes[f"{which}.{part}"] = Outcomes([s.text for s, _, _ in kept], passed)
            measured.failures += [Failure(part, s.text, _told(s, o, t)) for (s, o, t), fine in zip(kept, passed) if not fine]

    def _converse(self, texts: Sequence[str], language: str) -> List[Dict[str, Any]]:
        # A running assistant does not tell what it heard; the same model, here, does.
        return [{"parse": self._parse(text), **turn} for text, turn in zip(texts, self._answers(texts, language))]  # type: ignore[misc]

    def _keep(self, measured: Measured, which: str, part: str, texts: List[str], found: Dict[str, Any], told: List[str]) -> None:
        passed = found.pop("passed")
        measured.report[part] = found
        measured.outcomes[f"{which}.{part}"] = Outcomes(texts, passed)
        measured.failures += [Failure(part, text, why) for text, why, fine in zip(texts, told, passed) if not fine]


def judged(
    main: Sequence[Sentence], turns: Sequence[Mapping[str, Any]], outcomes: Sequence[str], slipped: Sequence[str], store: Store
) -> Dict[str, Any]:
    """The figures of whole answers; `slipped` are the outcomes of the typo twins."""
    inside, outside = ([o for s, o in zip(main, outcomes) if s.in_scope == in_scope] for in_scope in (True, False))
    twin_inside, twin_outside = ([o for s, o in zip(main, slipped) if s.in_scope == in_scope] for in_scope in (True, False))
    understood, twins_understood = ([o in judging.UNDERSTOOD for o in one] for one in (inside, twin_inside))
    named = [
        turn["parse"]["intent"]["name"] in s.accepted and judging.speaks_of(dict(turn), s.record, store)
        for s, turn in zip(main, turns) if s.in_scope and s.record
    ]
    figures = {
        "understood": metrics.share(understood), "answered": metrics.share([o == judging.RIGHT for o in inside]), "both": metrics.share(named),
        "recognised": metrics.share([o == judging.RIGHT for o in outside]), "lost": metrics.share([o == judging.REFUSED for o in inside]),
        "confident_wrong": metrics.share([o == judging.WRONG for o in outcomes]),
        "typo_understood": metrics.share(twins_understood), "typo_difference": metrics.paired_difference(understood, twins_understood),
        "typo_recognised": metrics.share([o == judging.RIGHT for o in twin_outside]),
    }
    return {
        "figures": {name: figure.as_dict() for name, figure in figures.items()},
        "outcomes": {side: {outcome: one.count(outcome) for outcome in judging.OUTCOMES} for side, one in (("in_scope", inside), ("out_of_scope", outside))},
        "cost": round(sum(judging.COST[o] for o in outcomes) / max(len(outcomes), 1), 4),
    }


def _twin(sentence: Sentence) -> Sentence:
    return Sentence(twin(sentence.text, sentence.language), sentence.language, sentence.accepted, sentence.record)


def _told(sentence: Sentence, outcome: str, turn: Mapping[str, Any]) -> str:
    parse, answer = turn["parse"], turn["answer"]
    heard: Tuple[str, float] = (parse["intent"]["name"], parse["intent"]["confidence"])
    wanted = "|".join(sentence.accepted) + (f" {sentence.record}" if sentence.record else "")
    return f"{outcome}: {wanted} → {heard[0]} {heard[1]:.2f} trust {judging.trust(parse):.2f}, {answer['kind']}: {answer['text'][:120]!r}"
