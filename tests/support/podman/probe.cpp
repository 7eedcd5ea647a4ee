// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// The only program of the test image. Linked statically. Its arguments are steps:
//   out TEXT | err TEXT     a line to stdout or stderr
//   piece TEXT              text without a line feed to stdout
//   env NAME                the variable's value to stdout
//   cat FILE                a file to stdout
//   exit CODE               ends
//   ignore-term             goes on when SIGTERM comes
//   eat MEGABYTES           takes memory and touches it
//   burn                    uses one processor until it is ended
//   echo                    copies stdin to stdout until it ends
//   serve PORT              answers TCP connections with what they send
//   wait                    sleeps until a signal ends it
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string_view>

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

void copy(int from, int to)
{
    char buffer[4096];
    ssize_t count = 0;
    while ((count = read(from, buffer, sizeof buffer)) > 0) {
        if (write(to, buffer, static_cast<size_t>(count)) != count) {
            return;
        }
    }
}

void catFile(const char *path)
{
    const int file = open(path, O_RDONLY);
    if (file < 0) {
        perror(path);
        return;
    }
    copy(file, STDOUT_FILENO);
    close(file);
}

void eat(size_t megabytes)
{
    [[maybe_unused]] static char *volatile kept; // or the compiler leaves it all out
    const size_t step = 1024 * 1024;
    for (size_t i = 0; i < megabytes; ++i) {
        char *piece = static_cast<char *>(std::malloc(step));
        if (piece == nullptr) {
            std::exit(2);
        }
        kept = piece;
        memset(piece, static_cast<int>(i) + 1, step);
    }
}

void serve(int port)
{
    const int listener = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<unsigned short>(port));
    address.sin_addr.s_addr = htonl(INADDR_ANY);
    const void *raw = &address;
    if (bind(listener, static_cast<const sockaddr *>(raw), sizeof address) != 0 ||
        listen(listener, 16) != 0) {
        perror("serve");
        std::exit(3);
    }
    puts("serving");
    for (;;) {
        const int client = accept(listener, nullptr, nullptr);
        if (client >= 0) {
            copy(client, client);
            close(client);
        }
    }
}

bool runStep(std::string_view step, const char *value)
{
    if (step == "out") {
        puts(value);
    } else if (step == "err") {
        fprintf(stderr, "%s\n", value);
    } else if (step == "piece") {
        fputs(value, stdout);
    } else if (step == "env") {
        puts(std::getenv(value) != nullptr ? std::getenv(value) : "(unset)");
    } else if (step == "cat") {
        catFile(value);
    } else if (step == "exit") {
        std::exit(std::atoi(value));
    } else if (step == "eat") {
        eat(static_cast<size_t>(std::atoi(value)));
    } else if (step == "serve") {
        serve(std::atoi(value));
    } else {
        return false;
    }
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    setvbuf(stdout, nullptr, _IONBF, 0);
    for (int i = 1; i < argc; ++i) {
        const std::string_view step = argv[i];
        if (i + 1 < argc && runStep(step, argv[i + 1])) {
            ++i;
        } else if (step == "ignore-term") {
            signal(SIGTERM, SIG_IGN);
        } else if (step == "burn") {
            volatile unsigned long rounds = 0;
            while (true) {
                rounds = rounds + 1;
            }
        } else if (step == "echo") {
            copy(STDIN_FILENO, STDOUT_FILENO);
        } else if (step == "wait") {
            for (;;) {
                pause();
            }
        } else {
            fprintf(stderr, "probe: unknown step %s\n", argv[i]);
            return 64;
        }
    }
    return 0;
}
