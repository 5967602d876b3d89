# Two services of one agent.
service {
  name = "mail"
  port = 25
  check {
    id       = "smtp"
    tcp      = "127.0.0.1:25"
    interval = "15s"
    timeout  = "3s"
  }
}

service {
  name = "api"
  port = 8443
  checks = [
    { name = "up", http = "https://127.0.0.1:8443/up", tls_skip_verify = true, interval = "5s", failures_before_critical = 3 },
    { name = "self", ttl = "30s" },
  ]
}
