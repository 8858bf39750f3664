"""As much of the HTTP API of AWS Lambda as it takes to look for a function and to invoke it."""

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PATH = re.compile(r"^/2015-03-31/functions/([^/?]+)(/invocations)?$")


class Lambda:
    """Functions of this program, served on a port of its own."""

    def __init__(self, functions):
        self.functions = functions
        # The events that functions were invoked with, in their order.
        self.events = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def _handler(shim):
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                """GetFunction."""
                found = PATH.match(self.path)
                if found and found[1] in shim.functions and not found[2]:
                    self.answer(200, {"Configuration": {"FunctionName": found[1]}})
                else:
                    self.answer(404, {"Type": "User", "Message": "Function not found"})

            def do_POST(self):
                """Invoke."""
                found = PATH.match(self.path)
                event = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                if not found or found[1] not in shim.functions or not found[2]:
                    self.answer(404, {"Type": "User", "Message": "Function not found"})
                    return
                shim.events.append(event)
                try:
                    self.answer(200, shim.functions[found[1]](event, None))
                except Exception as error:
                    body = {"errorMessage": str(error), "errorType": type(error).__name__}
                    self.answer(200, body, {"X-Amz-Function-Error": "Unhandled"})

            def answer(self, status, body, headers={}):
                body = json.dumps(body).encode()
                self.send_response(status)
                for name, value in {**headers, "Content-Length": str(len(body))}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments):
                """Says nothing."""

        return Handler
