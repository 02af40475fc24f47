/* An agent that writes what happens to it, when it happens: worker, pid, CLOCK_MONOTONIC in
   nanoseconds and a word, one line each. USR1 makes it exit with 0, USR2 with 3; with a second
   argument it writes of SIGTERM and stays. */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static int out;

static void tell(const char *word) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  const char *worker = getenv("SUPERVISOR_WORKER");
  char line[256];
  int length = snprintf(line, sizeof line, "%s %d %lld %s\n", worker ? worker : "-", (int) getpid(),
                        (long long) now.tv_sec * 1000000000 + now.tv_nsec, word);
  if (write(out, line, length) != length)
    _exit(1);
}

static void end(int number) {
  if (number == SIGTERM)
    tell("term");
  else
    _exit(number == SIGUSR1 ? 0 : 3);
}

int main(int count, char **words) {
  out = count > 1 ? open(words[1], O_WRONLY | O_APPEND | O_CREAT, 0644) : -1;
  if (out < 0)
    return 1;
  signal(SIGUSR1, end);
  signal(SIGUSR2, end);
  if (count > 2)
    signal(SIGTERM, end);
  tell("start");
  for (;;)
    pause();
}
