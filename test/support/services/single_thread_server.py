"""Python's HTTPServer without threads: it reads a whole request before it accepts the next connection."""

import http.server

server = http.server.HTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
print(f"listening on port {server.server_address[1]}", flush=True)
server.serve_forever()
