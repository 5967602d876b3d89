"""Python's ThreadingHTTPServer inside TLS, in the two ways that people write it.

    https_server.py worker|listener CERTIFICATE KEY

worker    each connection is wrapped in its own thread: the TLS handshake costs nobody else a thing
listener  the listening socket is wrapped, as the documentation of the ssl module has it: accept() makes the TLS
          handshake, and nobody else is accepted until the peer has done its part
"""

import http.server
import ssl
import sys

handshake, certificate, key = sys.argv[1:]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)


class WrapsInWorker(http.server.ThreadingHTTPServer):
    def finish_request(self, request, client_address):
        with context.wrap_socket(request, server_side=True) as inside:
            super().finish_request(inside, client_address)


server = {"worker": WrapsInWorker, "listener": http.server.ThreadingHTTPServer}[handshake](
    ("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler
)
if handshake == "listener":
    server.socket = context.wrap_socket(server.socket, server_side=True)
print(f"listening on port {server.server_address[1]}", flush=True)
server.serve_forever()
