/* bench-delay CLIENT SERVER MICROSECONDS: a line between two network namespaces, for kernels without the netem queueing
 * discipline. A TUN interface "wire" in each, and every packet handed over after so long, one way. It counts round trips
 * too; no loss, no rate.
 *
 * How it counts. Each end has a clock of events. A packet that says something (bytes, SYN, FIN, and the bare ACK that ends a
 * TCP handshake, for which a server waits) carries its sender's clock plus one; when it arrives, the receiver's clock is at
 * least that. So the clock is the number of crossings in the longest chain of packets of which each could only be sent after
 * the one before had come: half of it are the round trips that the work cost, on however many connections. Other bare ACKs
 * count for nothing.
 *
 * "reset" on standard input sets the clocks to nothing; "read" prints "clock packets bytes". */
#include <errno.h>
#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <netinet/in.h>
#include <netinet/ip.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define LARGEST 65536
#define MOST_HELD (512u << 20)
#define ENDS 2

typedef struct Packet Packet;
struct Packet
{
  Packet *next;
  int64_t due;    /* nanoseconds */
  uint64_t clock; /* 0: it says nothing */
  size_t length;
  uint8_t bytes[];
};

/* What left one end and has not come to the other yet. */
typedef struct
{
  Packet *first;
  Packet **last;
} Line;

static struct
{
  int tun[ENDS];
  Line line[ENDS]; /* from that end */
  uint64_t clock[ENDS];
  uint8_t handshake[LARGEST]; /* by the client's port: a SYN went, its answer too */
  uint64_t packets, bytes;
  size_t held;
  int64_t delay;
} self;

static int64_t
get_now (void)
{
  struct timespec now;

  clock_gettime (CLOCK_MONOTONIC, &now);
  return now.tv_sec * INT64_C (1000000000) + now.tv_nsec;
}

static void
fail (const char *what)
{
  perror (what);
  exit (1);
}

static int
open_tun (const char *namespace)
{
  struct ifreq request = { 0 };
  char path[256];
  int folder, tun;

  snprintf (path, sizeof path, "/run/netns/%s", namespace);
  folder = open (path, O_RDONLY | O_CLOEXEC);
  if (folder < 0 || setns (folder, CLONE_NEWNET) != 0)
    fail (path);
  close (folder);
  tun = open ("/dev/net/tun", O_RDWR | O_CLOEXEC | O_NONBLOCK);
  if (tun < 0)
    fail ("/dev/net/tun");
  request.ifr_flags = IFF_TUN | IFF_NO_PI;
  strcpy (request.ifr_name, "wire");
  if (ioctl (tun, TUNSETIFF, &request) != 0)
    fail ("TUNSETIFF");
  return tun;
}

/* Does it say something? The client is end 0, and its port tells the connection. */
static int
says_something (int end, const Packet *packet)
{
  const struct iphdr *ip = (const struct iphdr *) packet->bytes;
  const struct tcphdr *tcp = (const struct tcphdr *) (packet->bytes + ip->ihl * 4);
  uint8_t *handshake;
  size_t headers;

  if (packet->length < sizeof *ip || ip->version != 4 || ip->protocol != IPPROTO_TCP
      || packet->length < ip->ihl * 4u + sizeof *tcp)
    return 0;
  handshake = &self.handshake[ntohs (end == 0 ? tcp->source : tcp->dest)];
  headers = ip->ihl * 4u + tcp->doff * 4u;
  if (tcp->syn)
    {
      *handshake = end == 1;
      return 1;
    }
  if (packet->length > headers || tcp->fin)
    return 1;
  if (end == 0 && *handshake && tcp->ack && !tcp->rst)
    {
      *handshake = 0;
      return 1;
    }
  return 0;
}

static void
take_packets (int end)
{
  static uint8_t buffer[LARGEST];
  ssize_t length;

  while ((length = read (self.tun[end], buffer, sizeof buffer)) > 0)
    {
      Packet *packet;

      if (self.held + (size_t) length > MOST_HELD || (packet = malloc (sizeof *packet + (size_t) length)) == NULL)
        continue;
      memcpy (packet->bytes, buffer, (size_t) length);
      packet->next = NULL;
      packet->length = (size_t) length;
      packet->due = get_now () + self.delay;
      packet->clock = says_something (end, packet) ? self.clock[end] + 1 : 0;
      *self.line[end].last = packet;
      self.line[end].last = &packet->next;
      self.held += packet->length;
      self.packets++;
      self.bytes += packet->length;
    }
}

/* Hands over what is due; gives when the next will be, -1: nothing is on its way. */
static int64_t
hand_over (int end, int64_t now)
{
  Line *line = &self.line[end];

  while (line->first != NULL && line->first->due <= now)
    {
      Packet *packet = line->first;

      if (write (self.tun[!end], packet->bytes, packet->length) < 0 && errno == EAGAIN)
        return now + 100000;
      if (packet->clock > self.clock[!end])
        self.clock[!end] = packet->clock;
      line->first = packet->next;
      if (line->first == NULL)
        line->last = &line->first;
      self.held -= packet->length;
      free (packet);
    }
  return line->first != NULL ? line->first->due : -1;
}

/* What is still on its way belongs to what was before. */
static void
reset (void)
{
  for (int end = 0; end < ENDS; end++)
    for (Packet *packet = self.line[end].first; packet != NULL; packet = packet->next)
      packet->clock = 0;
  memset (self.clock, 0, sizeof self.clock);
  self.packets = self.bytes = 0;
}

/* 0: who started it is gone. */
static int
obey (void)
{
  char word[64];
  ssize_t length = read (STDIN_FILENO, word, sizeof word - 1);

  if (length <= 0)
    return 0;
  word[length] = '\0';
  if (strncmp (word, "reset", 5) == 0)
    {
      reset ();
      puts ("reset");
    }
  else
    printf ("%llu %llu %llu\n", (unsigned long long) (self.clock[0] > self.clock[1] ? self.clock[0] : self.clock[1]),
            (unsigned long long) self.packets, (unsigned long long) self.bytes);
  fflush (stdout);
  return 1;
}

static void
run (void)
{
  struct pollfd watched[ENDS + 1] = { { 0 } };

  for (int end = 0; end < ENDS; end++)
    watched[end] = (struct pollfd){ .fd = self.tun[end], .events = POLLIN };
  watched[ENDS] = (struct pollfd){ .fd = STDIN_FILENO, .events = POLLIN };
  for (;;)
    {
      int64_t now = get_now (), next = -1, wait;
      struct timespec time;

      for (int end = 0; end < ENDS; end++)
        {
          int64_t due = hand_over (end, now);

          if (due >= 0 && (next < 0 || due < next))
            next = due;
        }
      wait = next > now ? next - now : 0;
      time = (struct timespec){ .tv_sec = wait / 1000000000, .tv_nsec = wait % 1000000000 };
      if (ppoll (watched, ENDS + 1, next >= 0 ? &time : NULL, NULL) < 0 && errno != EINTR)
        fail ("ppoll");
      for (int end = 0; end < ENDS; end++)
        if (watched[end].revents & POLLIN)
          take_packets (end);
      if (watched[ENDS].revents && !obey ())
        return;
    }
}

int
main (int argc, char **argv)
{
  if (argc != 4)
    {
      fputs ("use: bench-delay CLIENT SERVER MICROSECONDS\n", stderr);
      return 2;
    }
  self.delay = strtoll (argv[3], NULL, 10) * 1000;
  for (int end = 0; end < ENDS; end++)
    {
      self.line[end].last = &self.line[end].first;
      self.tun[end] = open_tun (argv[1 + end]);
    }
  puts ("ready");
  fflush (stdout);
  run ();
  return 0;
}
