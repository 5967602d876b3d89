"""A service that never stops talking: a burst of as many bytes as its argument says, then a byte a millisecond, whatever it is asked."""

import socket
import sys
import threading
import time

BURST = b"x" * int(sys.argv[1])


def talk(connection):
    try:
        connection.sendall(BURST)
        while True:
            connection.sendall(b"x")
            time.sleep(0.001)
    except OSError:
        connection.close()


listener = socket.create_server(("127.0.0.1", 0), backlog=128)
print(f"listening on port {listener.getsockname()[1]}", flush=True)
while True:
    accepted, _ = listener.accept()
    print("talks", flush=True)
    threading.Thread(target=talk, args=(accepted,), daemon=True).start()
