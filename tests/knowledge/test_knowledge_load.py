"""Reading YAML: every broken file is named with its line, and one bad file stops no other."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from knowledge_samples import EVENT, PLACE, save

from knowledge.load import SHAPING, fingerprint, load_all, load_file

BASE = Path(__file__).resolve().parents[2] / "knowledge"
GOOD = yaml.safe_dump(PLACE, allow_unicode=True, sort_keys=False)

# What the file holds, what stands on the line that must be named, and what must be said.
BROKEN = [
    ("id: a\nkind: place\nname: {en: a, fr: b\nsummary: c\n", "summary", "not readable as YAML"),
    ("id: a\n\tkind: place\n", "kind", "not readable as YAML"),
    ("- id: a\n", "id", "mapping that begins with"),
    ("# nothing\n", "nothing", "mapping that begins with"),
    (GOOD + "id: other\n", "other", "key 'id' stands twice"),
    (GOOD.replace("    as_of:", "    author: X\n    as_of:"), "author", "extra fields"),
    (GOOD.replace("'2026-05-10'", "2026-02-30"), "2026-02-30", "no such day: 2026-02-30"),
    (GOOD.replace("    unit: square_metre", "    unit: square_metre\n    unit: person"), "person", "key 'unit' stands twice"),
    (GOOD.replace("property: area", "property: aera"), "aera", "unknown property 'aera'"),
    (GOOD.replace("  fr: Halle de test\n", ""), "name", "field required"),
    (GOOD.replace("value: 340", "value: many"), "many", "value is not a valid"),
]


@pytest.mark.parametrize("text, marker, reason", BROKEN, ids=[reason for _, _, reason in BROKEN])
def test_broken_file_is_told_with_its_line(tmp_path, text, marker, reason):
    path = tmp_path / "broken.yml"
    path.write_text(text, encoding="utf-8")
    line = max(number for number, content in enumerate(text.splitlines(), start=1) if marker in content)
    _, problems = load_file(path)
    assert [(p.line, reason in p.message) for p in problems] == [(line, True)], problems
    assert str(problems[0]).startswith(f"{path}:{line}: error: ")


def test_file_that_is_not_utf8_is_told(tmp_path):
    path = tmp_path / "latin.yml"
    path.write_bytes("id: café\n".encode("latin-1"))
    record, problems = load_file(path)
    assert record is None and "not readable" in problems[0].message


def test_every_mistake_of_a_file_is_told_at_once(tmp_path):
    path = tmp_path / "halle-test.yml"
    path.write_text(GOOD.replace("property: area", "property: aera").replace("kind: place", "knd: place"), encoding="utf-8")
    _, problems = load_file(path)
    assert {p.message.partition(":")[0] for p in problems} == {"kind", "knd", "facts.0.property"}


def test_bad_file_stops_no_other(records):
    save(records, PLACE, EVENT)
    (records / "place" / "bad.yml").write_text("id: [", encoding="utf-8")
    files, problems = load_all(records)
    assert [file.record.id for file in files] == ["journee-test", "halle-test"]
    assert len(problems) == 1


def test_lines_lead_to_the_place_in_the_file(records):
    loaded, _ = load_file(save(records, PLACE))
    lines = loaded.path.read_text(encoding="utf-8").splitlines()
    assert lines[loaded.lines["facts.0.value.unit"] - 1].strip() == "unit: square_metre"
    assert lines[loaded.lines["sources.site.url"] - 1].strip().startswith("url:")


def test_fingerprint_follows_the_records(records):
    path = save(records, PLACE)
    first = fingerprint(records)
    assert fingerprint(records) == first
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    assert fingerprint(records) != first


def test_fingerprint_follows_the_code_that_shapes_the_file_and_no_other():
    loaded = "import sys, knowledge.store.compile; print(*(m.__file__ for n, m in sys.modules.items() if n.startswith('knowledge')))"
    answer = subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True, cwd=BASE.parent).stdout.split()
    used = {Path(name).resolve().relative_to(BASE).as_posix() for name in answer}
    shaping = {path.relative_to(BASE).as_posix() for pattern in SHAPING for path in BASE.glob(pattern)}
    # What only says where files go or reads the finished one.
    assert used - shaping == {"__init__.py", "paths.py", "store/__init__.py", "store/store.py"}
    assert all(list(BASE.glob(pattern)) for pattern in SHAPING) and not [name for name in shaping if name.startswith("operations")]
