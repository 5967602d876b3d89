vcl 4.1;

import std;

# Asked of every backend that names another one.
probe health {
    .url = "/healthz";
    .interval = 3s;
    .timeout = 500ms;
    .window = 5;
    .threshold = 3;
    .expected_response = 204;
}

backend shop {
    .host = "10.8.0.5";
    .port = "8080";
    .host_header = "shop.test";
    .probe = health;
}

backend api {
    .host = "10.8.0.6";
    .probe = {
        .request =
            "HEAD /up HTTP/1.1"
            "Host: api.test"
            "Connection: close";
        .interval = 10s;
        .initial = 3;
    }
}

backend none { .host = "10.8.0.7"; .connect_timeout = 5s; }

backend typo { .host = "10.8.0.8"; .probe = helth; }

sub vcl_recv {
    /* The shop's own host. */
    if (req.http.host ~ "^shop\.") { set req.backend_hint = shop; } else { set req.backend_hint = api; }
}
