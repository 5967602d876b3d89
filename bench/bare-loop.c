/*
 * The limit: the system calls of an exchange that ends with a reset, and nothing else.
 *
 *     bare-loop rst|half-open PORT SECONDS [RATE]
 *
 * With a RATE (exchanges per second) it sleeps between two exchanges. Prints {"exchanges": n, "seconds": s}.
 */
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void sleep_until(double moment) {
    struct timespec t = {.tv_sec = (time_t)moment};
    t.tv_nsec = (long)((moment - (double)t.tv_sec) * 1e9);
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) == EINTR)
        ;
}

static void exchange(const struct sockaddr_in *to, int half_open) {
    const struct linger at_once = {.l_onoff = 1, .l_linger = 0};
    const int off = 0;
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    if (fd < 0)
        fail("socket");
    setsockopt(fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    if (half_open)
        setsockopt(fd, IPPROTO_TCP, TCP_QUICKACK, &off, sizeof off);
    if (connect(fd, (const struct sockaddr *)to, sizeof *to) < 0)
        fail("connect");
    close(fd);
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fprintf(stderr, "bare-loop rst|half-open PORT SECONDS [RATE]\n");
        return 2;
    }
    int half_open = strcmp(argv[1], "half-open") == 0;
    struct sockaddr_in to = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    to.sin_port = htons((unsigned short)atoi(argv[2]));
    double length = atof(argv[3]), rate = argc > 4 ? atof(argv[4]) : 0;

    long exchanges = 0;
    double start = now(), end = start;
    for (; end - start < length; end = now()) {
        if (rate > 0)
            sleep_until(start + (double)exchanges / rate);
        exchange(&to, half_open);
        exchanges++;
    }
    printf("{\"exchanges\": %ld, \"seconds\": %f}\n", exchanges, end - start);
    return 0;
}
