"""An HTTP server on descriptor 3. With gunicorn: gunicorn --bind fd://3 app:app; with uvicorn: uvicorn --fd 3 app:app."""

import http.server
import os
import signal
import socket
import threading


class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        body = f"python {os.environ['VELOS_INSTANCE_ID']} {os.getpid()}\n".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = False  # requests in flight are answered before the program ends

    def get_request(self):
        connection, address = super().get_request()
        connection.setblocking(True)
        return connection, address


server = Server(("", 0), Handler, bind_and_activate=False)
server.socket = socket.socket(fileno=3)
server.socket.setblocking(False)  # another instance may be quicker
server.server_address = server.socket.getsockname()
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
print("listening", flush=True)
server.serve_forever(poll_interval=0.05)
server.server_close()
