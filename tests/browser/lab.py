"""How is a real JupyterLab started, opened and asked? Nothing leaves the machine.

Server, settings and notebooks live in a scratch folder; the packages are those of the
running Python.
"""

import ast
import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import urllib.request
from collections import deque
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import Thread
from typing import Any, TextIO
from urllib.parse import quote, urlsplit

import nbformat
from playwright.sync_api import Browser, ConsoleMessage, Page, sync_playwright

CHROMIUM = shutil.which("chromium")

CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--disable-quic",
    "--force-color-profile=srgb",
)

PATIENCE = 60_000
"""Milliseconds after which a state that did not come is a failure."""

SETTINGS = {
    "apputils-extension/themes": {"adaptive-theme": False},
    "apputils-extension/notification": {"fetchNews": "false", "checkForUpdates": False},
    "docmanager-extension/plugin": {"autosave": False},
    "notebook-extension/tracker": {"windowingMode": "none"},  # every cell is drawn
}

THEMES = {"light": "JupyterLab Light", "dark": "JupyterLab Dark"}

PICTURE = ".jp-RenderedPlotly"
"""What a drawn picture stands in."""

PAGE = ".jp-WindowedPanel-outer"
"""What scrolls: all cells of a notebook."""

_NOTEBOOK = "jupyterapp.shell.currentWidget"

_KERNEL = f"{_NOTEBOOK}.sessionContext.session.kernel"

_IS_IDLE = f"{_KERNEL}.status === 'idle'"

_RUN_CELL = f"""index => {{
    {_NOTEBOOK}.content.activeCellIndex = index;
    return jupyterapp.commands.execute('notebook:run-cell');
}}"""

_ASK = f"""expression => {_KERNEL}.requestExecute({{
    code: '', user_expressions: {{it: expression}}, store_history: false,
}}).done.then(reply => reply.content.user_expressions.it)"""

_TELL = f"""code => {_KERNEL}.requestExecute({{code, store_history: false}})
    .done.then(reply => reply.content)"""

_FRAMES = (
    "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
)
"""Two frames: what was drawn before them has been painted."""

_CELLS = f"""() => {_NOTEBOOK}.content.widgets
    .filter(cell => cell.model.type === 'code')
    .map(cell => ({{
        source: cell.model.sharedModel.getSource(),
        count: cell.model.executionCount,
        outputs: cell.model.outputs.toJSON(),
    }}))"""

_ALL_DRAWN = f"""(() => {{
    const places = [...document.querySelectorAll('{PICTURE}')];
    const pictures = {_NOTEBOOK}.content.widgets
        .flatMap(cell => cell.model.outputs ? cell.model.outputs.toJSON() : [])
        .filter(out => out.data && 'application/vnd.plotly.v1+json' in out.data);
    return places.length === pictures.length && places.every(place => {{
        const room = place.getBoundingClientRect();
        const drawn = place.querySelector('.main-svg').getBoundingClientRect();
        return room.height > 0 && Math.abs(drawn.height - room.height) < 2
            && Math.abs(drawn.width - room.width) < 2;
    }});
}})()"""
"""Every picture is drawn, and as large as the place it stands in."""


class Server(AbstractContextManager):
    """A JupyterLab on a free port of this machine, in a scratch folder."""

    def __init__(self, folder: Path, **environment: str) -> None:
        self.folder = folder
        self.token = secrets.token_hex(16)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{port}"
        for name, values in SETTINGS.items():
            file = folder / "settings/@jupyterlab" / f"{name}.jupyterlab-settings"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(json.dumps(values))
        self._process = subprocess.Popen(
            [
                *(sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root"),
                *("--ServerApp.ip=127.0.0.1", f"--ServerApp.port={port}"),
                *("--ServerApp.port_retries=0", f"--ServerApp.root_dir={folder}"),
                f"--IdentityProvider.token={self.token}",
                "--LabApp.expose_app_in_browser=True",
                # A killed kernel is missed soon, and however often it was killed.
                "--KernelRestarter.time_to_dead=0.3",
                "--KernelRestarter.restart_limit=1000",
            ],
            cwd=folder,
            env={**os.environ, **_scratch(folder), **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._wait_until_it_runs(self._process.stdout)

    @staticmethod
    def _wait_until_it_runs(told: TextIO) -> None:
        """Read the server's words until it says so; the rest only must not pile up."""
        said = []
        for line in told:
            said.append(line)
            if "is running at" in line:
                Thread(target=deque, args=(told, 0), daemon=True).start()
                return
        raise RuntimeError("JupyterLab ended at its start:\n" + "".join(said))

    def write_notebook(self, path: str, *sources: str) -> str:
        """Make a notebook of code cells in the server's folder; its path again."""
        made = nbformat.v4.new_notebook(
            metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
            cells=[nbformat.v4.new_code_cell(source) for source in sources],
        )
        nbformat.write(made, self.folder / path)
        return path

    def __exit__(self, *exception: object) -> None:
        request = urllib.request.Request(
            f"{self.address}/api/shutdown",
            method="POST",
            headers={"Authorization": f"token {self.token}"},
        )
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        direct.open(request, timeout=10).close()
        self._process.wait(30)
        self._process.stdout.close()


class Notebook:
    """One notebook, open in a page of its own; what goes wrong is collected."""

    def __init__(self, browser: Browser, server: Server, path: str) -> None:
        self.console: list[str] = []
        self.elsewhere: list[str] = []
        self.page: Page = browser.new_page()
        self.page.set_default_timeout(PATIENCE)
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.console.append(str(error)))
        # Heard, not held up: a page whose requests are held up has no cache.
        self.page.on("websocket", lambda opened: self._stays_here(opened.url))
        self.page.on("request", lambda request: self._stays_here(request.url))
        url = f"{server.address}/doc/tree/{quote(path)}?token={server.token}"
        self.page.goto(url)
        self.wait(_IS_IDLE)

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.console.append(message.text)

    def _stays_here(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("data", "blob") and parts.hostname != "127.0.0.1":
            self.elsewhere.append(url)

    def wait(self, condition: str) -> None:
        """Wait until a JavaScript expression is true; what raises is not yet true."""
        guarded = f"() => {{ try {{ return {condition} }} catch {{ return false }} }}"
        self.page.wait_for_function(guarded)

    def run_all(self) -> None:
        """Run every cell, and wait until the last picture is drawn."""
        self.page.evaluate("jupyterapp.commands.execute('notebook:run-all-cells')")
        self.wait(f"{_IS_IDLE} && {_ALL_DRAWN}")

    def run_cell(self, index: int, source: str | None = None) -> None:
        """Run one cell, perhaps with another source, and wait until it has run."""
        self.write_cell(index, source)
        self._evaluate(_RUN_CELL, index)

    def start_cell(self, index: int, source: str | None = None) -> None:
        """Run one cell, and do not wait for it."""
        self.write_cell(index, source)
        self.page.evaluate(f"index => {{ ({_RUN_CELL})(index) }}", index)

    def write_cell(self, index: int, source: str | None) -> None:
        """Give a cell another source; ``None`` leaves it as it is."""
        if source is not None:
            change = (
                f"([index, source]) => {_NOTEBOOK}.content.widgets[index]"
                ".model.sharedModel.setSource(source)"
            )
            self.page.evaluate(change, [index, source])

    def ask(self, expression: str) -> Any:
        """Value of an expression in the kernel, as far as JSON can say it."""
        code = f"__import__('json').dumps({expression})"
        said = self._evaluate(_ASK, code)
        if said["status"] != "ok":
            raise RuntimeError(f"{expression}: {said['ename']}: {said['evalue']}")
        return json.loads(ast.literal_eval(said["data"]["text/plain"]))

    def tell(self, code: str) -> None:
        """Run code in the kernel, in no cell."""
        said = self._evaluate(_TELL, code)
        if said["status"] != "ok":
            raise RuntimeError(f"{said['ename']}: {said['evalue']}")

    def _evaluate(self, function: str, argument: Any = None) -> Any:
        """What a promise comes to; one that is not kept in time is a failure."""
        race = (
            "([argument, patience]) => Promise.race([new Promise((_, fail) => "
            "setTimeout(() => fail(new Error('the kernel did not answer')), patience)),"
            f" ({function})(argument)])"
        )
        return self.page.evaluate(race, [argument, PATIENCE])

    def painted(self) -> None:
        """Wait until what is drawn now has been painted."""
        self.page.evaluate(_FRAMES)

    def kill(self, process: int | None = None) -> None:
        """Kill the kernel as a power cut would; it can no longer be asked who it is."""
        process = process or self.ask("__import__('os').getpid()")
        os.kill(process, signal.SIGKILL)
        self.take_note_of_death()

    def take_note_of_death(self) -> None:
        """Close what JupyterLab says when a kernel has died; it takes the focus."""
        self.page.locator(".jp-Dialog .jp-mod-accept").click()
        self.page.locator(".jp-Dialog").wait_for(state="detached")

    def restart(self) -> None:
        """Restart the kernel; the page stays."""
        self._evaluate(
            f"() => {_NOTEBOOK}.sessionContext.restartKernel().then(() => true)"
        )
        self.wait(_IS_IDLE)

    def shut_down(self) -> None:
        """Shut the kernel down for good, as the menu does."""
        self._evaluate(f"() => {_NOTEBOOK}.sessionContext.shutdown()")

    def start_kernel(self) -> None:
        """Give the notebook a new kernel."""
        change = f"{_NOTEBOOK}.sessionContext.changeKernel({{name: 'python3'}})"
        self._evaluate(f"() => {change}.then(() => true)")
        self.wait_for_kernel()

    def wait_for_kernel(self) -> None:
        """Wait until the kernel, or the one that came in its place, is idle."""
        self.wait(_IS_IDLE)
        self.ask("1")

    def save(self) -> None:
        """Save the notebook with its outputs."""
        self._evaluate(f"() => {_NOTEBOOK}.context.save()")

    def reload(self) -> None:
        """Load the page again, with its outputs as they are; the kernel stays."""
        self.save()
        self.page.reload()
        self.wait(_IS_IDLE)

    def cells(self) -> list[dict]:
        """Source, execution count and outputs of each code cell."""
        return self.page.evaluate(_CELLS)

    def look(self, theme: str, width: int, height: int = 900) -> None:
        """Change theme and window, and wait until the page has followed."""
        self.page.set_viewport_size({"width": width, "height": height})
        change = (
            "theme => jupyterapp.commands.execute('apputils:change-theme', {theme})"
        )
        self.page.evaluate(change, THEMES[theme])
        light = "true" if theme == "light" else "false"
        self.wait(
            f"document.body.dataset.jpThemeLight === '{light}' && {_ALL_DRAWN}"
            " && document.querySelector('#jupyterlab-splash') === null"
        )

    def screenshot(self, path: Path, theme: str, width: int) -> None:
        """Keep a picture of the whole notebook."""
        self.look(theme, width)
        tall = self.page.locator(PAGE).evaluate("page => page.scrollHeight")
        self.look(theme, width, tall + 100)
        self.page.locator(PAGE).evaluate("page => { page.scrollTop = 0 }")
        self.page.screenshot(path=path)
        self.look(theme, width)


def _scratch(folder: Path) -> dict[str, str]:
    """Where Jupyter may keep what it keeps."""
    names = ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    places = {name: str(folder / name.lower()) for name in (*names, "IPYTHONDIR")}
    return places | {
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
    }


@contextmanager
def launch() -> Iterator[Browser]:
    """Debian's Chromium; Playwright downloads nothing."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=CHROMIUM_ARGUMENTS
        )
        yield browser
        browser.close()
