/*
 * The target of the rate benchmarks: accepts and closes, nothing else. Prints its port, and on SIGTERM how many connections
 * accept() returned.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

static volatile sig_atomic_t stopped;

static void stop(int signal) {
    (void)signal;
    stopped = 1;
}

static void fail(const char *what) {
    perror(what);
    exit(1);
}

int main(void) {
    /* Without SA_RESTART: the signal ends accept(). */
    struct sigaction action = {.sa_handler = stop};
    sigaction(SIGTERM, &action, NULL);

    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t length = sizeof address;
    if (listener < 0 || bind(listener, (struct sockaddr *)&address, length) < 0 || listen(listener, 4096) < 0 ||
        getsockname(listener, (struct sockaddr *)&address, &length) < 0)
        fail("listen");
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);

    long accepted = 0;
    while (!stopped) {
        int connection = accept(listener, NULL, NULL);
        if (connection < 0)
            continue;
        accepted++;
        close(connection);
    }
    printf("%ld\n", accepted);
    return 0;
}
