"""Serves everybody, and writes a line of 120 bytes to the log named by its argument for each connection that ends without a request."""
import socket
import sys
import threading

log = open(sys.argv[1], "a", buffering=1, encoding="ascii")


def serve(connection, who):
    connection.settimeout(10)
    try:
        if not connection.recv(100):
            raise OSError("end of file")
        connection.sendall(b"PONG\n")
        connection.shutdown(socket.SHUT_WR)
        connection.recv(10)
    except OSError as error:
        line = f"ERROR connection from {who[0]}:{who[1]} lost before the first request: {error!s:.40s}"
        log.write(line.ljust(119)[:119] + "\n")
    connection.close()


listener = socket.create_server(("127.0.0.1", 0), backlog=128)
print(f"listening on port {listener.getsockname()[1]}", flush=True)
while True:
    threading.Thread(target=serve, args=listener.accept(), daemon=True).start()
