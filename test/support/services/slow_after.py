"""Greets at once, and after N connections of whomever only 200 ms later, for good: nobody is lost, and clients alone bring it about."""

import socket
import sys
import threading
import time

QUICK = int(sys.argv[1])


def greet(connection, number):
    try:
        connection.settimeout(1)
        if number > QUICK:
            time.sleep(0.2)
        connection.sendall(b"HELLO\r\n")
        connection.shutdown(socket.SHUT_WR)
        while connection.recv(100):
            pass
    except OSError:
        pass
    connection.close()


listener = socket.create_server(("127.0.0.1", 0), backlog=128)
print(f"listening on port {listener.getsockname()[1]}", flush=True)
accepted = 0
while True:
    connection, _ = listener.accept()
    accepted += 1
    threading.Thread(target=greet, args=(connection, accepted), daemon=True).start()
