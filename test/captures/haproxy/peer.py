"""Services by script, and what each connection looked like from their side.

    peer.py ADDRESS SCRIPTS CERTIFICATE KEY

SCRIPTS is a JSON object: port -> list of moves, each one of
    {"say": HEX}                write
    {"say": HEX, "leave": true} write and end, both in one segment
    {"say": HEX, "times": N}    write it as often, at once
    {"hear": N}                 read N bytes
    {"hear": HEX}               read up to these bytes
    {"tls": true}               the service's part of a TLS handshake; with "hear": HEX and "say": HEX also one answer inside
    {"pause": N}                N milliseconds of silence
    {"end": true}               a FIN, and no more
    {"reset": true}             an RST
After the last move the service reads to the end. "listening" is printed first, then a JSON line for each connection that
accept() returned. When standard input ends, the accept queues are emptied, the connections ended, and a datagram to
MARK tells the capture that this is all.
"""

import errno
import json
import os
import select
import socket
import ssl
import struct
import sys
import threading
import time

PATIENCE = 30  # seconds, for what must come
MARK = ("10.77.0.2", 9)

address, scripts, certificate, key = sys.argv[1:]
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain(certificate, key)
context.num_tickets = 0  # a ticket would race with a checker that leaves right after the handshake
context.sni_callback = lambda inside, name, _: setattr(inside, "asked_for", name)
printing = threading.Lock()


class Ended(Exception):
    pass


class Talk:
    def __init__(self, connection):
        connection.settimeout(PATIENCE)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.connection, self.read, self.waiting, self.inside = connection, b"", b"", None

    def receive(self):
        came = self.connection.recv(65536)
        if not came:
            raise Ended("EOF")
        self.read += came
        self.waiting += came

    def hear(self, wanted):
        if isinstance(wanted, int):
            while len(self.waiting) < wanted:
                self.receive()
            self.waiting = self.waiting[wanted:]
        else:
            while bytes.fromhex(wanted) not in self.waiting:
                self.receive()
            self.waiting = self.waiting.partition(bytes.fromhex(wanted))[2]

    def say(self, said, leave):
        if leave:
            self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_CORK, 1)
        self.connection.sendall(bytes.fromhex(said))
        if leave:
            self.connection.shutdown(socket.SHUT_WR)

    def tls(self, hear=None, say=None):
        inside = context.wrap_socket(self.connection, server_side=True)
        self.inside = f"{inside.version()}, server name {inside.asked_for}"
        heard = b""
        while hear and bytes.fromhex(hear) not in heard:
            came = inside.recv(65536)
            if not came:
                raise Ended("EOF")
            heard += came
        if say:
            inside.sendall(bytes.fromhex(say))
        # What follows is read as it is on the wire, records and all.
        self.connection = socket.socket(fileno=inside.detach())
        self.connection.settimeout(PATIENCE)

    def go(self, script):
        doing = ""
        try:
            for move in script:
                doing = next(iter(move))
                if doing == "say":
                    self.say(move["say"] * move.get("times", 1), move.get("leave", False))
                elif doing == "hear":
                    self.hear(move["hear"])
                elif doing == "pause":
                    time.sleep(move["pause"] / 1000)
                elif doing == "end":
                    self.connection.shutdown(socket.SHUT_WR)
                elif doing == "reset":
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    return "reset"
                else:
                    self.tls(move.get("hear"), move.get("say"))
            doing = "read on"
            while True:
                self.receive()
        except Ended as end:
            return f"{doing}: {end}"
        except OSError as error:
            return f"{doing}: {errno.errorcode.get(error.errno, str(error))}"
        finally:
            self.connection.close()


def meet(connection, peer, port, script):
    talk = Talk(connection)
    end = talk.go(script)
    line = {"port": port, "from": peer[0], "fromPort": peer[1], "read": talk.read.hex(), "end": end, "tls": talk.inside}
    with printing:
        print(json.dumps(line), flush=True)


def serve(listener, stop, port, script):
    meetings = []
    while True:
        ready = select.select([listener, stop], [], [])[0]
        try:
            connection, peer = listener.accept()
        except BlockingIOError:
            if stop in ready:
                break
            continue
        connection.setblocking(True)
        meetings.append(threading.Thread(target=meet, args=(connection, peer, port, script)))
        meetings[-1].start()
    for meeting in meetings:
        meeting.join()


stop, stopping = os.pipe()
services = []
for port, script in json.loads(scripts).items():
    listener = socket.create_server((address, int(port)), backlog=128)
    listener.setblocking(False)
    services.append(threading.Thread(target=serve, args=(listener, stop, int(port), script)))
for service in services:
    service.start()
print("listening", flush=True)
sys.stdin.read()
os.close(stopping)
for service in services:
    service.join()
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"", MARK)
