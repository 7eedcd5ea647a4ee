# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
"""An unlocked gnome-keyring on a bus of its own."""
import os
import pathlib
import shutil
import subprocess
import tempfile


class Keyring:
    def __enter__(self):
        self._directory = pathlib.Path(tempfile.mkdtemp(prefix="berth-keyring-"))
        for name in ("run", "data", "config"):
            (self._directory / name).mkdir(mode=0o700)
        self._bus = subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address=1",
             f"--address=unix:path={self._directory}/bus"],
            stdout=subprocess.PIPE, env=dict(os.environ, **self._folders()))
        address = self._bus.stdout.readline().decode().strip()
        self.environment = dict(self._folders(), DBUS_SESSION_BUS_ADDRESS=address)
        self._daemon = subprocess.Popen(
            ["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
            stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            env=dict(os.environ, **self.environment))
        self._daemon.stdin.write(b"bench")
        self._daemon.stdin.close()
        subprocess.run(["gdbus", "wait", "--session", "--timeout", "20",
                        "org.freedesktop.secrets"],
                       check=True, env=dict(os.environ, **self.environment))
        return self

    def _folders(self):
        return {"XDG_RUNTIME_DIR": str(self._directory / "run"),
                "XDG_DATA_HOME": str(self._directory / "data"),
                "XDG_CONFIG_HOME": str(self._directory / "config")}

    def __exit__(self, *_):
        for process in (self._daemon, self._bus):
            process.terminate()
            process.wait()
        shutil.rmtree(self._directory, ignore_errors=True)
