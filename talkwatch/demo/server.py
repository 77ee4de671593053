"""The demo's feed server: the week's outlets on loopback, with validators, at a simulated moment.

`python -m talkwatch.demo.server --began EPOCH --speed N --stop WHEN` prints one JSON line, {"feeds": [{url, title,
publisher}, ...]}, once it listens, and ends when its standard input closes, so it never outlives who started it.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import threading
from datetime import datetime
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from talkwatch.clock import Clock, ScaledClock
from talkwatch.demo.pages import feed_document, last_change
from talkwatch.demo.week import Outlet, demo_week


def week_clock(began: float, speed: float, stop: datetime) -> ScaledClock:
    """The week's clock: it began at epoch second `began`, runs `speed` seconds a second and stands still at `stop`."""
    return ScaledClock(demo_week().start, speed, stop, began)


class WeekServer(ThreadingHTTPServer):
    """Serves each outlet's feed as it is at the moment that `now` gives, on a free port of loopback."""

    daemon_threads = True

    def __init__(self, now: Clock) -> None:
        super().__init__(("127.0.0.1", 0), _Feeds)
        self.now = now
        self.outlets = {f"/{outlet.address}": outlet for outlet in demo_week().outlets}

    def feeds(self) -> list[dict[str, str]]:
        """The address, title and publisher of each feed."""
        host, port = self.server_address[:2]
        return [
            {"url": f"http://{host!s}:{port}{path}", "title": outlet.title, "publisher": outlet.name}
            for path, outlet in self.outlets.items()
        ]


class _Feeds(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: WeekServer

    def do_GET(self) -> None:
        outlet = self.server.outlets.get(self.path)
        if outlet is None:
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        self._answer(outlet, self.server.now())

    def _answer(self, outlet: Outlet, moment: datetime) -> None:
        body = feed_document(demo_week(), outlet, moment)
        etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
        known = self.headers.get("If-None-Match") == etag
        self.send_response(HTTPStatus.NOT_MODIFIED if known else HTTPStatus.OK)
        self.send_header("ETag", etag)
        self.send_header("Last-Modified", format_datetime(last_change(demo_week(), outlet, moment), usegmt=True))
        if not known:
            self.send_header("Content-Type", "application/atom+xml" if outlet.format == "atom" else "text/xml")
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if not known:
            self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Nothing is logged: the terminal belongs to the screen."""


def main() -> None:
    """Serve until standard input closes."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    arguments.add_argument("--began", type=float, required=True, help="when the week began, seconds of the epoch")
    arguments.add_argument("--speed", type=float, required=True, help="simulated seconds in a real one")
    arguments.add_argument("--stop", type=datetime.fromisoformat, required=True, help="where the week stands still")
    options = arguments.parse_args()
    server = WeekServer(week_clock(options.began, options.speed, options.stop))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    sys.stdout.write(json.dumps({"feeds": server.feeds()}) + "\n")
    sys.stdout.flush()
    sys.stdin.read()
    server.shutdown()


if __name__ == "__main__":
    main()
