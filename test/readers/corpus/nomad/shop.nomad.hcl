variable "image" {
  type    = string
  default = "registry.test/shop:3"
}

job "shop" {
  datacenters = ["dc1"]

  group "web" {
    count = max(2, 3)
    network {
      port "http" { to = 8080 }
      port "metrics" { static = 9100 }
    }
    service {
      name = "shop"
      port = "http"
      tags = ["urlprefix-/", "v${var.image}"]
      check {
        type     = "http"
        path     = "/healthz"
        interval = "10s"
        timeout  = "2s"
        header { X-Probe = ["nomad"] }
        check_restart { limit = 3 }
      }
      check {
        name     = "alive"
        type     = "tcp"
        port     = "metrics"
        interval = "15s"
        timeout  = "1s"
        failures_before_critical = 3
      }
      check {
        type     = "script"
        command  = "/bin/ok"
        interval = "30s"
        timeout  = "2s"
      }
    }
    task "app" {
      driver = "docker"
      config {
        image = var.image
        ports = ["http"]
      }
      env { URL = "http://${NOMAD_ADDR_http}/${lower("A")}" }
      resources { cpu = 100 + 200 }
    }
  }

  group "cache" {
    network { port "redis" { static = 6379 } }
    service {
      name     = "redis"
      provider = "nomad"
      port     = "redis"
      check {
        type     = "tcp"
        interval = "20s"
        timeout  = "3s"
      }
      check {
        type     = "http"
        path     = "/ping"
        interval = "5s"
      }
    }
    task "redis" {
      driver = "docker"
      service { name = "silent" }
    }
  }
}
