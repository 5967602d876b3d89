"""Answers PING with PONG on eleven worker threads. Whatever a connection throws ends the worker that has it, for good."""
import queue
import socket
import threading

waiting = queue.Queue()


def worker():
    while True:
        connection = waiting.get()
        connection.settimeout(10)
        if not connection.recv(100):
            raise EOFError("the peer left without a request")
        connection.sendall(b"PONG\n")
        connection.shutdown(socket.SHUT_WR)
        connection.recv(10)
        connection.close()


threading.excepthook = lambda _: None
for _ in range(11):
    threading.Thread(target=worker, daemon=True).start()
listener = socket.create_server(("127.0.0.1", 0), backlog=128)
print(f"listening on port {listener.getsockname()[1]}", flush=True)
while True:
    waiting.put(listener.accept()[0])
