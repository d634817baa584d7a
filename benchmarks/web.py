"""Latency of whole answers through the web channel, and memory of the processes behind it.

    MESSAGES_PER_MINUTE=100000 ./run          # in one terminal: the limit would be what is measured
    .venv/bin/python benchmarks/web.py        # in another: 200 questions alone, then 32 conversations at once

Prints medians and 95th percentiles in milliseconds, errors, and resident memory in MiB. Times are of this machine
on this day: compare runs of one session only.
"""

from __future__ import annotations

import argparse
import json
import statistics
import threading
import time
import urllib.request
from pathlib import Path
from typing import List, Tuple

SETS = Path(__file__).resolve().parent.parent / "nlu" / "evaluation" / "sets"


def questions(count: int) -> List[str]:
    """`count` different questions, English and French in turn, in scope and out."""
    lists = [[json.loads(line)["text"] for line in (SETS / language / "dev_intents.jsonl").open(encoding="utf-8")] for language in ("en", "fr")]
    return [text for pair in zip(*lists) for text in pair][:count]


def post(base: str, path: str, body: dict, token: str = "") -> str:
    """The body of a POST's reply. Raises urllib.error.HTTPError."""
    headers = {"Content-Type": "application/json", **({"Authorization": f"Bearer {token}"} if token else {})}
    request = urllib.request.Request(base + path, json.dumps(body).encode(), headers)
    with urllib.request.urlopen(request, timeout=30) as reply:
        return reply.read().decode()


def talk(base: str, texts: List[str], times: List[float], failures: List[str]) -> None:
    """One conversation; appends seconds per complete answer, and what failed."""
    token = json.loads(post(base, "/session", {}))["token"]
    for text in texts:
        start = time.perf_counter()
        try:
            reply = post(base, "/message", {"text": text}, token)
            if "event: error" in reply or '"kind": "error"' in reply:
                failures.append(text)
        except OSError as error:
            failures.append(f"{text}: {error}")
        times.append(time.perf_counter() - start)


def summary(name: str, times: List[float], failures: List[str]) -> Tuple[float, float]:
    """Prints and returns (p50, p95) in ms."""
    ordered = sorted(times)
    p50, p95 = statistics.median(ordered) * 1000, ordered[int(len(ordered) * 0.95) - 1] * 1000
    print(f"{name}: {len(times)} answers, p50 {p50:.0f} ms, p95 {p95:.0f} ms, {len(failures)} errors")
    return p50, p95


def memory() -> None:
    """Prints the resident memory of every process of the assistant on this machine (Linux)."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            resident = next(line for line in (folder / "status").read_text().splitlines() if line.startswith("VmRSS"))
        except (OSError, StopIteration):
            continue
        if "rasa run" in command:
            name = "actions" if " actions " in command else "server"
            print(f"{name}: {int(resident.split()[1]) / 1024:.0f} MiB resident")


def main() -> None:
    """Runs both measurements against `--url`."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", default="http://127.0.0.1:5005/webhooks/web")
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--at-once", type=int, default=32)
    arguments = parser.parse_args()
    texts = questions(arguments.count + 1)
    talk(arguments.url, texts[:1], [], [])
    alone: List[float] = []
    failures: List[str] = []
    for start in range(1, len(texts), 5):
        talk(arguments.url, texts[start : start + 5], alone, failures)
    summary("alone", alone, failures)
    crowd: List[float] = []
    failures = []
    threads = [
        threading.Thread(target=talk, args=(arguments.url, texts[n % 100 : n % 100 + 5], crowd, failures)) for n in range(arguments.at_once)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    summary(f"{arguments.at_once} at once", crowd, failures)
    memory()


if __name__ == "__main__":
    main()
