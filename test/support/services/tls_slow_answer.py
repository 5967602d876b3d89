"""Shakes hands at once and answers late.

    tls_slow_answer.py CERTIFICATE KEY

Each connection has a thread of its own, which makes the TLS handshake. Whoever leaves before a TLS record has come is looked up and
written down, 300 ms long, under the one lock that every answer needs as well. So checks that only connect cost no client its handshake, and
every client its answer.
"""

import socket
import ssl
import sys
import threading
import time

certificate, key = sys.argv[1:]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
journal = threading.Lock()
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nthere\n"


def talk(connection):
    with connection:
        connection.settimeout(10)
        try:
            inside = context.wrap_socket(connection, server_side=True)
        except OSError:
            with journal:
                time.sleep(0.3)
            return
        try:
            with inside:
                if inside.recv(4096):
                    with journal:
                        pass
                    inside.sendall(ANSWER)
        except OSError:
            pass


listener = socket.create_server(("127.0.0.1", 0), backlog=128)
print(f"listening on port {listener.getsockname()[1]}", flush=True)
while True:
    threading.Thread(target=talk, args=listener.accept()[:1], daemon=True).start()
