"""Start the emulator: `python -m rootstock_emulator --port 0 --calls calls.jsonl`."""

from __future__ import annotations

import errno
import json
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Sequence
from pathlib import Path

from .lifetime import Lifetime
from .moto_setup import prepare_moto
from .options import Options, parse_options

PORT_TAKEN = 3


def main(arguments: Sequence[str]) -> int:
    """Run until told to end; return the exit code."""
    options = parse_options(arguments)
    lifetime = Lifetime()
    prepare_moto(options.management_account)
    folder = Path(tempfile.mkdtemp(prefix="rootstock-emulator-"))
    try:
        return _serve(options, folder, lifetime)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _serve(options: Options, folder: Path, lifetime: Lifetime) -> int:
    # These import moto, so only after prepare_moto.
    from .certificates import CertificateAuthority
    from .emulation import Emulation
    from .proxy import ProxyServer

    emulation = Emulation(options)
    authority = CertificateAuthority(folder)
    try:
        server = ProxyServer(options.port, emulation, authority)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            raise
        print(f"rootstock-emulator: port {options.port} is taken by another process", file=sys.stderr)
        return PORT_TAKEN
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
    ready = {"port": server.server_address[1], "ca": str(authority.path), "pid": os.getpid()}
    print(json.dumps(ready), flush=True)
    lifetime.wait()
    server.shutdown()
    server.server_close()
    emulation.log.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
