// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// Events of 1 KB, doubly encoded, from a Redis: received, decoded and handed out by Berth's bridge,
// against a bare hiredis reader that only counts the messages. In turn, in one run.
//
// Usage: event_rate PORT EVENTS PAIRS       exit code 1 when the ratio is below its bound
#include "events/redis_bridge.h"
#include "net/io_thread.h"

#include <boost/asio/bind_cancellation_slot.hpp>
#include <boost/asio/cancellation_signal.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <future>
#include <string>
#include <thread>
#include <vector>

#include <hiredis/hiredis.h>

namespace {

namespace asio = boost::asio;
using asio::ip::tcp;
using namespace berth;
using Clock = std::chrono::steady_clock;

constexpr double bound = 0.1;
constexpr double flatBound = 1.1;
constexpr std::size_t eventBytes = 1024;
constexpr int window = 256;
constexpr const char *channel = model::event::instanceStatusChanged;

tcp::socket connectTo(asio::io_context &context, std::uint16_t port)
{
    tcp::socket socket(context);
    socket.connect({asio::ip::address_v4::loopback(), port});
    return socket;
}

std::string messageOf(int number)
{
    model::DomainEvent event;
    event.eventId = "event-" + std::to_string(number);
    event.type = channel;
    event.data = base::Json{
        {"instance_id", "i-" + std::to_string(number % 50)}, {"status", "running"}, {"filler", ""}};
    std::string text = events::writeDoubleEncoded(event);
    if (text.size() < eventBytes) {
        event.data["filler"] = std::string(eventBytes - text.size(), 'x');
        text = events::writeDoubleEncoded(event);
    }
    return text;
}

/// Publishes `count` events, `window` at a time.
void publish(std::uint16_t port, int first, int count)
{
    asio::io_context context;
    tcp::socket socket = connectTo(context, port);
    std::array<char, 65536> answers{};
    for (int sent = 0; sent < count; sent += window) {
        const int some = std::min(window, count - sent);
        std::string bytes;
        for (int i = 0; i < some; ++i) {
            redis::appendCommand(bytes, {"PUBLISH", channel, messageOf(first + sent + i)});
        }
        asio::write(socket, asio::buffer(bytes));
        std::ptrdiff_t lines = 0;
        while (lines < some) {
            const std::size_t size = socket.read_some(asio::buffer(answers));
            lines += std::count(answers.begin(), answers.begin() + static_cast<long>(size), '\n');
        }
    }
}

/// Seconds that the bare reader takes for `count` messages.
double countBare(std::uint16_t port, int first, int count)
{
    asio::io_context context;
    tcp::socket socket = connectTo(context, port);
    std::string subscribe;
    redis::appendCommand(subscribe, {"SUBSCRIBE", channel});
    asio::write(socket, asio::buffer(subscribe));
    redisReader *reader = redisReaderCreate();
    std::array<char, 65536> buffer{};
    int replies = -1; // the first one confirms the subscription
    std::thread publisher;
    Clock::time_point begin;
    while (replies < count) {
        const std::size_t size = socket.read_some(asio::buffer(buffer));
        redisReaderFeed(reader, buffer.data(), size);
        void *reply = nullptr;
        while (redisReaderGetReply(reader, &reply) == REDIS_OK && reply != nullptr) {
            freeReplyObject(reply);
            if (++replies == 0) {
                begin = Clock::now();
                publisher = std::thread(publish, port, first, count);
            }
        }
    }
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    publisher.join();
    redisReaderFree(reader);
    return seconds;
}

class NoSource final : public events::EventSource
{
public:
    net::Task<> begin() override
    {
        co_return base::Status();
    }
    net::Task<std::vector<store::OutboxEntry>> next(int) override
    {
        co_return std::vector<store::OutboxEntry>{};
    }
    net::Task<> keepPlace(std::int64_t) override
    {
        co_return base::Status();
    }
};

class Counter final : public events::BridgeHandler
{
public:
    explicit Counter(int wanted)
        : m_wanted(wanted)
    {}
    net::Task<> reconcile() override
    {
        ready.set_value();
        co_return base::Status();
    }
    void received(const events::ReceivedMessage &message, bool isRepetition) override
    {
        if (message.event && !isRepetition && ++m_count == m_wanted) {
            done.set_value();
        }
    }

    std::promise<void> ready;
    std::promise<void> done;

private:
    int m_wanted;
    int m_count = 0;
};

/// The same for Berth's bridge: decoded, told apart from repetitions, handed out.
double countDecoded(std::uint16_t port, int first, int count)
{
    net::IoThread thread("bench");
    NoSource source;
    Counter counter(count);
    base::SystemClock clock;
    redis::ConnectOptions options;
    options.address = *redis::parseRedisUrl("redis://127.0.0.1:" + std::to_string(port));
    events::RedisBridge bridge(thread.executor(), options, {nullptr, {{channel}, {}}}, source,
                               counter, clock);
    asio::cancellation_signal end;
    std::promise<void> ended;
    asio::co_spawn(thread.executor(), bridge.run(),
                   asio::bind_cancellation_slot(
                       end.slot(), [&ended](const std::exception_ptr &) { ended.set_value(); }));
    counter.ready.get_future().wait();
    const auto begin = Clock::now();
    std::thread publisher(publish, port, first, count);
    counter.done.get_future().wait();
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    publisher.join();
    asio::post(thread.executor(), [&end] { end.emit(asio::cancellation_type::terminal); });
    ended.get_future().wait();
    return seconds;
}

double residentMegabytes()
{
    std::ifstream status("/proc/self/status");
    std::string line;
    while (std::getline(status, line)) {
        if (line.starts_with("VmRSS:")) {
            return std::strtod(line.c_str() + 6, nullptr) / 1024.0;
        }
    }
    return 0;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values.at(values.size() / 2);
}

} // namespace

int main(int argc, char **argv)
{
    if (argc != 4) {
        std::fprintf(stderr, "Usage: %s PORT EVENTS PAIRS\n", argv[0]);
        return 2;
    }
    const auto port = static_cast<std::uint16_t>(std::atoi(argv[1]));
    const int count = std::atoi(argv[2]);
    const int pairs = std::atoi(argv[3]);
    std::vector<double> bare;
    std::vector<double> berth;
    int first = 0;
    double warm = 0;
    for (int pair = 0; pair < pairs; ++pair) {
        bare.push_back(count / countBare(port, first, count));
        berth.push_back(count / countDecoded(port, first, count));
        first += count;
        if (pair == 0) {
            warm = residentMegabytes();
        }
    }
    const double ratio = median(berth) / median(bare);
    const double growth = residentMegabytes() / warm;
    std::printf("bare   median %9.0f events/s\n", median(bare));
    std::printf("berth  median %9.0f events/s\n", median(berth));
    std::printf("rate ratio %.3f (bound %.1f)\n", ratio, bound);
    std::printf("memory after %d events %.1f MB, %.2f of that after the first %d (bound %.1f)\n",
                first, residentMegabytes(), growth, count, flatBound);
    return ratio >= bound && growth <= flatBound ? 0 : 1;
}
