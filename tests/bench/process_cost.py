# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
"""What a program costs with all it starts, containers too: they are no children of who runs them."""
import pathlib

KERNEL_THREADS = 2


def _processes():
    found = {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                words = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(words[1]) != KERNEL_THREADS and words[0] != "Z":
                found[entry.name] = words[19]  # with its start, for numbers come again
    return found


def _pss_kib(pid):
    try:
        lines = pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


class ProcessCost:
    """Of what was started since it was made."""

    def __init__(self):
        self._before = _processes()

    def now(self):
        """(processes, MiB of proportional memory)"""
        new = [pid for pid, start in _processes().items() if self._before.get(pid) != start]
        return len(new), sum(map(_pss_kib, new)) / 1024


def resident_bytes(pid):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError(f"process {pid} is gone")
