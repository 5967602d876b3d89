"""A gRPC server on gRPC's C core, with a health service (SERVING, always) or without one. It prints a line for each call.

Usage: grpc_server.py serving|none
"""

import sys
import threading
from concurrent import futures

import grpc

SERVING = b"\x08\x01"


def check(request, context):
    sys.stdout.write("Check\n")  # one write: the calls come from several threads
    sys.stdout.flush()
    return SERVING


server = grpc.server(futures.ThreadPoolExecutor(max_workers=4))
if sys.argv[1] == "serving":
    method = grpc.unary_unary_rpc_method_handler(check)
    server.add_generic_rpc_handlers((grpc.method_handlers_generic_handler("grpc.health.v1.Health", {"Check": method}),))
port = server.add_insecure_port("127.0.0.1:0")
server.start()
print(f"listening on port {port}", flush=True)
threading.Event().wait()
