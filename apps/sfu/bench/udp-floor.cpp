// The floor of media forwarding: what one UDP send() of a media packet costs this kernel.
//   sink          binds a loopback port, prints it, never reads; ends when its input does
//   send P N      sends N packets to port P, three of video size and one of audio size in turn; prints CPU ns per packet
#include <arpa/inet.h>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

static double cpuNs() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1e9 + (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e3;
}

int main(int argc, char** argv) {
  const int fd = socket(AF_INET, SOCK_DGRAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (argc == 2 && !strcmp(argv[1], "sink")) {
    socklen_t size = sizeof(address);
    if (bind(fd, reinterpret_cast<sockaddr*>(&address), size) != 0) return 1;
    getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size);
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    char byte;
    while (read(0, &byte, 1) > 0) {}
    return 0;
  }
  if (argc != 4) return 2;
  address.sin_port = htons(static_cast<uint16_t>(atoi(argv[2])));
  const int count = atoi(argv[3]);
  static char packet[1200];
  const double before = cpuNs();
  for (int i = 0; i < count; i++) {
    sendto(fd, packet, i % 4 == 3 ? 120 : 1200, 0, reinterpret_cast<sockaddr*>(&address), sizeof(address));
  }
  printf("%.1f\n", (cpuNs() - before) / count);
}
