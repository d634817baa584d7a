"""The shell script `./run`: sets up once, says plainly what is missing, and hands everything over."""

import os
import shutil
import subprocess

import pytest

from bot.settings import ROOT

PYTHON = """#!/bin/sh
[ "$1" = -m ] && printf '<%s>' "$@"
"""
INSTALLER = """#!/bin/sh
echo "uv $*" >> "$CALLS"
case "$1" in
--version) echo "uv VERSION" ;;
python) exit 1 ;;
venv) mkdir -p .venv/bin && cp "$STAND_IN" .venv/bin/python ;;
esac
"""


@pytest.fixture
def project(tmp_path):
    """A copy of the script and what it reads, in a folder with spaces and accents, with an environment in place."""
    root = tmp_path / "été à Paris"
    shutil.copytree(ROOT / "bot" / "responses", root / "bot" / "responses")
    for name in ("run", "requirements.lock", "requirements-test.lock"):
        shutil.copy(ROOT / name, root / name)
    program(root / ".venv/bin/python", PYTHON)
    shutil.copy(root / "requirements.lock", root / ".venv/installed.lock")
    return root


def program(path, text):
    """Writes an executable file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def call(root, *arguments, **environment):
    """Runs the script from elsewhere, with the barest environment."""
    return subprocess.run(
        [str(root / "run"), *arguments], cwd="/", env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", **environment},
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
    )


def with_installer(root):
    """Puts a stand-in for uv in place, that notes its calls; the environment to run with."""
    version = next(line.split("=")[1] for line in (root / "run").read_text().splitlines() if line.startswith("UV_VERSION="))
    program(root / ".tools/bin/uv", INSTALLER.replace("VERSION", version))
    program(root / "python3.10", PYTHON + "exit 0\n")
    return {"CALLS": str(root / "calls"), "STAND_IN": str(root / "python3.10"), "PYTHON310": str(root / "python3.10")}


def test_with_everything_in_place_it_only_hands_over(project):
    done = call(project, "ask", "Où est-ce ?", "--json")
    assert done.stdout == "<-m><bot.command_line><ask><Où est-ce ?><--json>" and done.stderr == ""


def test_the_environment_for_tests_serves_everything(project):
    shutil.copy(project / "requirements-test.lock", project / ".venv/installed.lock")
    assert call(project).stderr == "" and call(project, "test").stderr == ""


@pytest.mark.parametrize("arguments, lock", [(["help"], "requirements.lock"), (["test"], "requirements-test.lock")])
def test_a_changed_lock_is_installed_with_its_hashes_once(project, arguments, lock):
    environment = with_installer(project)
    (project / lock).write_text("changed")
    done = call(project, *arguments, **environment)
    assert done.returncode == 0 and " s] Installing the packages" in done.stderr, done.stderr
    calls = (project / "calls").read_text()
    assert f"--require-hashes --python .venv/bin/python {lock}" in calls
    assert call(project, *arguments, **environment).stderr == ""


def test_tools_for_tests_are_not_taken_away(project):
    environment = with_installer(project)
    program(project / ".venv/bin/pytest", "")
    (project / "requirements-test.lock").write_text("changed")
    call(project, "help", **environment)
    assert "requirements-test.lock" in (project / "calls").read_text()


def test_an_interrupted_installation_is_done_again(project):
    environment = with_installer(project)
    (project / ".venv/installed.lock").unlink()
    assert "Installing" in call(project, "help", **environment).stderr


@pytest.mark.parametrize("language, sentence", [("en_GB.UTF-8", "Python 3.10 is needed and could not be downloaded"), ("fr_FR.UTF-8", "Python 3.10 est nécessaire et n’a pas pu être téléchargé")])
def test_without_python_310_it_says_what_to_install(project, language, sentence):
    environment = with_installer(project)
    shutil.rmtree(project / ".venv")
    # No interpreter of this machine may help: each candidate folder is read through these variables or is absent.
    broken = project / "nothing"
    script = (project / "run").read_text().replace("/usr/local/bin/python3.10 /opt/python*/bin/python3.10 /opt/*/bin/python3.10", "/nowhere")
    (project / "run").write_text(script)
    done = call(project, "help", **{**environment, "PYTHON310": str(broken), "PYENV_ROOT": str(broken), "LANG": language})
    assert done.returncode == 1 and sentence in done.stderr
    assert len(done.stderr.splitlines()) == 2


def test_a_python_that_does_not_run_is_passed_over(project):
    environment = with_installer(project)
    shutil.rmtree(project / ".venv")
    program(project / "shims/python3.10", "#!/bin/sh\nexit 127\n")
    program(project / "pyenv/versions/3.10.13/bin/python", PYTHON + "exit 0\n")
    done = call(project, "help", **{**environment, "PYTHON310": "", "PATH": f"{project}/shims:/usr/bin:/bin", "PYENV_ROOT": str(project / "pyenv")})
    assert done.returncode == 0, done.stderr
    assert "pyenv/versions/3.10.13/bin/python" in (project / "calls").read_text()


def test_the_script_is_small_and_plain():
    assert subprocess.run(["sh", "-n", str(ROOT / "run")]).returncode == 0
    assert os.access(ROOT / "run", os.X_OK)
    assert (ROOT / "run").read_text().startswith("#!/bin/sh\n")
