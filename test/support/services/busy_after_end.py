"""Answers PING with PONG in one loop. A peer that leaves without a word stays in the loop's own list of what is ready: it never sleeps again."""
import select
import socket

listener = socket.create_server(("127.0.0.1", 0), backlog=128)
print(f"listening on port {listener.getsockname()[1]}", flush=True)
connections = set()
ready = False
while True:
    readable, _, _ = select.select([listener, *connections], [], [], 0 if ready else 1)
    for one in readable:
        if one is listener:
            connection, _ = listener.accept()
            connection.setblocking(False)
            connections.add(connection)
            continue
        try:
            request = one.recv(4096)
        except BlockingIOError:
            continue
        except OSError:
            request = b""
        if b"\n" in request:
            one.sendall(b"PONG\n")
        elif not request:
            ready = True
        connections.discard(one)
        one.close()
