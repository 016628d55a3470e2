/* What the benchmarks have run. CLOCK_MONOTONIC, so that the times compare with those of the harness.
 *
 *   program mark FILE                      appends "pid nanoseconds" to FILE and waits for a signal
 *   program produce FILE GATE BYTES        the same mark, waits until GATE (a FIFO) is opened for writing, then
 *                                          writes BYTES to stdout in numbered lines of 100 bytes, and ends
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { LINE = 100, LINES = 655 }; /* just under 64 KiB at a time */

static void mark(const char *path) {
    struct timespec now;
    char text[64];
    clock_gettime(CLOCK_MONOTONIC, &now);
    int length = snprintf(text, sizeof text, "%d %lld\n", (int) getpid(), now.tv_sec * 1000000000LL + now.tv_nsec);
    int file = open(path, O_WRONLY | O_APPEND | O_CREAT, 0600);
    if (file < 0 || write(file, text, length) != length) exit(1);
    close(file);
}

static void number(char *line, long n) {
    for (int digit = 9; digit >= 0; digit--, n /= 10) line[digit] = '0' + n % 10;
}

static void produce(long lines) {
    static char block[LINE * LINES];
    memset(block, 'x', sizeof block);
    for (int i = 0; i < LINES; i++) block[i * LINE + LINE - 1] = '\n';
    for (long n = 0; n < lines;) {
        int count = 0;
        while (count < LINES && n < lines) number(block + LINE * count++, n++);
        for (int done = 0; done < count * LINE;) {
            ssize_t written = write(STDOUT_FILENO, block + done, count * LINE - done);
            if (written < 0) exit(1);
            done += written;
        }
    }
}

int main(int argc, char **argv) {
    if (argc < 3) return 2;
    mark(argv[2]);
    if (strcmp(argv[1], "mark") == 0) {
        for (;;) pause();
    }
    if (argc < 5) return 2;
    close(open(argv[3], O_RDONLY));
    produce(atol(argv[4]) / LINE);
    return 0;
}
