"""A new space, as far as an installation sees it: the image's environment, its programs, and JupyterLab.

The environment is a virtual one of its own. The packages in it are links to those of the project's
environment, all but this project's, so that it costs nothing; what pip writes is the environment's own.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

from studio_jupyterlab import NAME, StudioJupyterLab
from tasks.project import ROOT, VENV

SCRIPT = ROOT / "deploy" / "lifecycle-configuration.sh"
#: The folder that the script is told, and what must never be in a log.
WHEELS = "s3://wheels/spaces/"
SECRETS = ("the-secret-key", "the-session-token")

#: What the AWS CLI does at the one call that the script makes, with a folder as the bucket.
_AWS = f"""#!/bin/bash
set -eu
[ "$1 $2 $3" = "s3 cp {WHEELS}" ]
if [ ! -e "$BUCKET" ]; then
  echo "fatal error: An error occurred (AccessDenied) when calling the ListObjectsV2 operation: ..." >&2
  exit 1
fi
[ ! -e "$BUCKET/silent" ] || exec sleep 600
mkdir "$4"
for wheel in "$BUCKET"/*.whl; do
  [ ! -e "$wheel" ] || {{ cp "$wheel" "$4" && echo "download: $3 to $4"; }}
done
"""
#: As the image's, it leaves the restart to the supervisor, which is the test.
_RESTART = """#!/bin/bash
echo "Restarting now..."
touch "$RESTART_ASKED"
"""
_NO_SUPERVISOR = """#!/bin/bash
echo "unix:///var/run/supervisord/supervisor.sock no such file" >&2
exit 1
"""


class FreshSpace:
    """A space whose image has JupyterLab and not this extension. ``bucket`` is where its wheels come from."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.home = _made(folder / "home")
        self.bucket = _made(folder / "bucket")
        self.temporary = _made(folder / "tmp")
        self.prefix = folder / "conda"
        self.python = self.prefix / "bin" / "python"
        _environment_without_us(self.prefix)
        self.jupyterlab = StudioJupyterLab(folder, self.home, self.python)
        self._restart_asked = folder / "restart-asked"
        self._programs = _made(folder / "programs")
        _program(self._programs / "aws", _AWS)
        _program(self._programs / "restart-jupyter-server", _RESTART)

    def run(self, *command: str | Path) -> subprocess.CompletedProcess[str]:
        """Run a program as in the space's terminal."""
        return subprocess.run(
            command,
            cwd=self.home,
            env=self.jupyterlab.variables,
            capture_output=True,
            text=True,
            check=False,
        )

    def install(self, wheel: Path) -> None:
        """Install a wheel by hand."""
        done = self.run(self.python, "-m", "pip", "install", "--no-deps", "--no-index", wheel)
        assert done.returncode == 0, done.stderr

    def files(self) -> dict[str, int]:
        """All that is in the environment, and when it was written; without what Python compiled."""
        return {
            str(Path(folder, name).relative_to(self.prefix)): os.lstat(Path(folder, name)).st_mtime_ns
            for folder, folders, names in os.walk(self.prefix)
            if not folder.endswith("__pycache__")
            for name in (*names, *(one for one in folders if Path(folder, one).is_symlink()))
        }

    def start_script(self, **settings: str) -> subprocess.CompletedProcess[str]:
        """Run the lifecycle configuration's script, with the folder and the Python set at its top."""
        text = SCRIPT.read_text()
        for name, value in {"wheels": WHEELS, "python": str(self.python), **settings}.items():
            text, found = re.subn(rf"^{name}=\S+", f"{name}={value}", text, flags=re.M)
            assert found == 1, name
        script = self._folder / "lifecycle_script.sh"
        _program(script, text)
        return subprocess.run(
            [script],
            cwd=self.home,
            env={
                **self.jupyterlab.variables,
                "PATH": f"{self._programs}:{self.jupyterlab.variables['PATH']}",
                "TMPDIR": str(self.temporary),
                "BUCKET": str(self.bucket),
                "RESTART_ASKED": str(self._restart_asked),
                "AWS_SECRET_ACCESS_KEY": SECRETS[0],
                "AWS_SESSION_TOKEN": SECRETS[1],
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )

    def has_no_supervisor(self) -> None:
        """From now on there is none that could restart JupyterLab."""
        _program(self._programs / "restart-jupyter-server", _NO_SUPERVISOR)

    def restart_was_asked(self) -> bool:
        """Whether the script asked for a restart since this was last asked."""
        asked = self._restart_asked.exists()
        self._restart_asked.unlink(missing_ok=True)
        return asked


def _environment_without_us(prefix: Path) -> None:
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", prefix], check=True)
    packages = Path(sysconfig.get_path("purelib"))
    for folder in (
        packages.relative_to(sys.prefix),
        Path("etc/jupyter/jupyter_server_config.d"),
        Path("share/jupyter/labextensions"),
        Path("share/jupyter"),
    ):
        _made(prefix / folder)
        for entry in (VENV / folder).iterdir():
            link = prefix / folder / entry.name
            if NAME not in entry.name.replace("_", "-") and not link.exists():
                link.symlink_to(entry)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _program(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)
