"""Opens the dashboard in headless Chromium, as a logged-in person would, waits for its charts and saves a picture.

Run by the Python of `.venv-bi`, whose Superset brings requests and websocket-client along.
"""

import base64
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import requests
import websocket

WIDTH, HEIGHT, PATIENCE = 1440, 1280, 180
# How many charts have been drawn, how many are still asked for, and what went wrong.
STATE = """JSON.stringify({
    drawn: document.querySelectorAll('.dashboard-chart canvas, .dashboard-chart .header-line').length,
    loading: document.querySelectorAll('.dashboard-chart .loading, [data-test="loading-indicator"]').length,
    charts: document.querySelectorAll('.dashboard-chart').length,
    errors: [...document.querySelectorAll('.dashboard-chart [role="alert"]')].map((one) => one.innerText),
})"""


class Page:
    """A tab of a Chromium that listens on a port, by the DevTools protocol."""

    def __init__(self, port: int) -> None:
        (target,) = [one for one in _until(lambda: _targets(port)) if one["type"] == "page"][:1]
        self._socket = websocket.create_connection(
            target["webSocketDebuggerUrl"], suppress_origin=True, timeout=PATIENCE
        )
        self._number = 0

    def call(self, method: str, **parameters: Any) -> dict[str, Any]:
        """Calls a method and gives its result."""
        self._number += 1
        self._socket.send(json.dumps({"id": self._number, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == self._number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']}")
                return dict(answer["result"])

    def value(self, expression: str) -> Any:
        """The value of a JavaScript expression."""
        return self.call("Runtime.evaluate", expression=expression)["result"].get("value")


def main(superset: str, chromium: str, picture: Path, user: str, password: str) -> None:
    """Raises RuntimeError if a chart says that something is wrong, or is not drawn in time."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:  # Chromium writes on as it ends
        command = [chromium, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--lang=zh-CN"]
        command += ["--remote-debugging-port=9333", f"--user-data-dir={profile}", f"--window-size={WIDTH},{HEIGHT}"]
        browser = subprocess.Popen([*command, "about:blank"], stderr=subprocess.DEVNULL)
        try:
            page = Page(9333)
            for name, value in _logged_in(superset, user, password).items():
                page.call("Network.setCookie", name=name, value=value, url=superset)
            page.call(
                "Emulation.setDeviceMetricsOverride", width=WIDTH, height=HEIGHT, deviceScaleFactor=1, mobile=False
            )
            page.call("Page.navigate", url=f"{superset}/superset/dashboard/jixiao/?standalone=0")
            state = _until(lambda: _finished(json.loads(page.value(STATE) or "{}")))
            time.sleep(3)  # the charts' opening animation
            picture.write_bytes(base64.b64decode(page.call("Page.captureScreenshot", format="png")["data"]))
        finally:
            browser.terminate()
            browser.wait()
    if state["errors"]:
        raise RuntimeError("; ".join(state["errors"]))
    print(f"{state['charts']} charts drawn: {picture}")


def _finished(state: dict[str, Any]) -> dict[str, Any] | None:
    done = state.get("charts") and not state["loading"] and state["drawn"] + len(state["errors"]) >= state["charts"]
    return state if done else None


def _logged_in(superset: str, user: str, password: str) -> dict[str, str]:
    """The cookies of a session."""
    session = requests.Session()
    page = session.get(f"{superset}/login/", timeout=60).text
    _, _, rest = page.partition('name="csrf_token"')
    token = rest.partition('value="')[2].partition('"')[0]
    said = {"username": user, "password": password, "csrf_token": token}
    session.post(f"{superset}/login/", data=said, timeout=60).raise_for_status()
    return session.cookies.get_dict()


def _targets(port: int) -> Any:
    try:
        return requests.get(f"http://127.0.0.1:{port}/json", timeout=5).json()
    except requests.ConnectionError:
        return None


def _until(ask: Any) -> Any:
    deadline = time.monotonic() + PATIENCE
    while not (answer := ask()):
        if time.monotonic() > deadline:
            raise RuntimeError("the dashboard was not drawn in time")
        time.sleep(0.5)
    return answer


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), *sys.argv[4:6])
