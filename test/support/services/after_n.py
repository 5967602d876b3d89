"""Greets the first N connections of whomever, and every one after them with BLOCKED instead: clients alone bring it about."""

import socket
import sys

MOST = int(sys.argv[1])

listener = socket.create_server(("127.0.0.1", 0), backlog=128)
print(f"listening on port {listener.getsockname()[1]}", flush=True)
served = 0
while True:
    connection, _ = listener.accept()
    served += 1
    try:
        connection.settimeout(1)
        connection.sendall(b"HELLO\r\n" if served <= MOST else b"BLOCKED\r\n")
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(100):
            pass
    except OSError:
        pass
    connection.close()
