"""Python's HTTPServer without threads: it reads a whole request before it accepts the next connection.

    single_thread_server.py [BACKLOG]
"""

import http.server
import sys

if len(sys.argv) > 1:
    http.server.HTTPServer.request_queue_size = int(sys.argv[1])
server = http.server.HTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
print(f"listening on port {server.server_address[1]}", flush=True)
server.serve_forever()
