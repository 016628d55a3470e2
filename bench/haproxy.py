"""HAProxy before a program: what the balancer is measured beside."""

import os
import subprocess
from contextlib import contextmanager
from pathlib import Path

CONFIGURATION = """\
global
  nbthread 1
defaults
  mode tcp
  timeout connect 5s
  timeout client 60s
  timeout server 60s
listen before
  bind 127.0.0.1:{port}
  server program 127.0.0.1:{own}
"""


class Haproxy:
    """root is the folder that has usr/sbin/haproxy. One thread, as the balancer is, carrying TCP as it does."""

    def __init__(self, root: Path):
        self.program = root / "usr" / "sbin" / "haproxy"
        libraries = {str(library.parent) for library in root.glob("usr/lib/*/liblua5.3.so.0")}
        self.environment = {**os.environ, "LD_LIBRARY_PATH": os.pathsep.join(libraries)}

    @contextmanager
    def before(self, own: int, port: int, folder: Path):
        """Carries what comes to port to own, until the block ends."""
        configuration = folder / "haproxy.cfg"
        configuration.write_text(CONFIGURATION.format(port=port, own=own))
        # In a session of its own as the daemon is: the kernel shares processors out among sessions.
        running = subprocess.Popen([str(self.program), "-f", str(configuration)], env=self.environment,
                                   start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            yield
        finally:
            running.terminate()
            running.wait()
