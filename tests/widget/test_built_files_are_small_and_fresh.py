"""The committed widget: within its budgets, built from the sources beside it, and true to its manifest."""

import base64
import gzip
import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

WIDGET = Path(__file__).resolve().parents[2] / "bot" / "widget"
DIST = WIDGET / "dist"
MANIFEST = json.loads((DIST / "manifest.json").read_text(encoding="utf-8"))


def gzipped(name):
    return len(gzip.compress((DIST / name).read_bytes(), 9, mtime=0))


def test_the_loader_is_at_most_one_kilobyte():
    assert gzipped("widget.js") <= 1000


def test_the_panel_with_both_languages_is_at_most_fifteen_kilobytes():
    assert gzipped(f"{MANIFEST['version']}/panel.js") <= 15_000


def test_the_built_files_come_from_these_sources():
    names = [str(path.relative_to(WIDGET).as_posix()) for path in (WIDGET / "src").rglob("*") if path.is_file()]
    digest = hashlib.sha256()
    for name in sorted([*names, "build.mjs", "package-lock.json"]):
        digest.update(name.encode() + b"\0" + (WIDGET / name).read_bytes() + b"\0")
    assert digest.hexdigest() == MANIFEST["sources"], "run `npm ci && npm run build` in bot/widget"


@pytest.mark.parametrize("name", sorted(MANIFEST["files"]))
def test_a_built_file_is_the_one_in_the_manifest(name):
    data, told = (DIST / name).read_bytes(), MANIFEST["files"][name]
    assert told["bytes"] == len(data)
    assert told["sha256"] == hashlib.sha256(data).hexdigest()
    assert told["integrity"] == "sha384-" + base64.b64encode(hashlib.sha384(data).digest()).decode()


def test_nothing_else_is_served():
    files = {path.relative_to(DIST).as_posix() for path in DIST.rglob("*") if path.is_file()}
    assert files == {*MANIFEST["files"], "manifest.json"}


def test_an_address_carries_the_hash_of_what_stands_there():
    folder = DIST / MANIFEST["version"]
    digest = hashlib.sha256((folder / "panel.js").read_bytes() + (folder / "widget.js").read_bytes())
    assert digest.hexdigest().startswith(MANIFEST["version"])
    assert f"widget/{MANIFEST['version']}/panel.js" in (DIST / "widget.js").read_text(encoding="utf-8")


def test_the_build_gives_the_same_bytes_and_the_types_hold(tmp_path):
    if not shutil.which("node") or not (WIDGET / "node_modules").is_dir():
        pytest.skip("Node or its packages are absent: `npm ci` in bot/widget, to build the widget again here.")
    subprocess.run(["node", "build.mjs", str(tmp_path)], cwd=WIDGET, check=True, capture_output=True)
    for name in [*MANIFEST["files"], "manifest.json"]:
        assert (tmp_path / name).read_bytes() == (DIST / name).read_bytes(), name
    types = subprocess.run(["node", "node_modules/typescript/bin/tsc", "--noEmit"], cwd=WIDGET, capture_output=True, text=True)
    assert types.returncode == 0, types.stdout
