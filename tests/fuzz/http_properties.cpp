// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzz/properties.h"
#include "net/message_parser.h"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <algorithm>
#include <vector>

namespace berth::fuzz {

namespace {

constexpr std::size_t headLimit = 512;

/// What one message came to; nothing unless it was taken for whole.
struct Parsed
{
    bool isWhole = false;
    bool isSafe = true; ///< to be written as it was parsed
    std::string firstLine;
    std::string fields;
    std::string body;
    std::size_t left = 0; ///< bytes of what follows it

    bool operator==(const Parsed &) const = default;
};

/// Whether the lines that were taken over are those that their names and values make.
bool areWellFormed(const net::Headers &headers)
{
    net::Headers made;
    for (const auto &[name, value] : headers.fields()) {
        made.add(name, value);
    }
    return made.areSafe() && made == headers;
}

template <bool isRequest>
Parsed parseInPieces(std::string_view bytes, std::size_t step)
{
    net::MessageParser<isRequest> parser(headLimit);
    net::beast::flat_buffer buffer;
    Parsed parsed;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
        const auto piece = bytes.substr(at, step);
        buffer.commit(boost::asio::buffer_copy(buffer.prepare(piece.size()),
                                               boost::asio::buffer(piece.data(), piece.size())));
        if (!parser.is_done() && parser.consume(buffer).failed()) {
            return parsed;
        }
    }
    if (!parser.is_done()) {
        return parsed; // refused sooner or later, which may depend on the pieces
    }
    parsed.isWhole = true;
    parsed.isSafe = areWellFormed(parser.headers);
    parsed.firstLine = parser.method + ' ' + parser.target + ' ' + std::to_string(parser.status);
    parsed.fields = parser.headers.text();
    parsed.body = parser.takeBody();
    parsed.left = buffer.size();
    return parsed;
}

std::vector<std::string> sortedLines(std::string_view text)
{
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = text.find('\n', begin) + 1;
        lines.emplace_back(text.substr(begin, end - begin));
        begin = end;
    }
    std::sort(lines.begin(), lines.end());
    return lines;
}

/// Whether Beast by itself, which is more lenient, reads the same in what we took. It keeps
/// trailers among the fields, and fields of one name beside each other.
template <bool isRequest>
bool readsAsBeast(std::string_view bytes, const Parsed &ours)
{
    net::http::parser<isRequest, net::http::string_body> parser;
    parser.eager(true);
    parser.body_limit(boost::none);
    boost::system::error_code error;
    std::size_t used = 0;
    while (!parser.is_done() && !error) {
        used += parser.put(boost::asio::buffer(bytes.data() + used, bytes.size() - used), error);
    }
    std::string fields;
    for (const auto &field : parser.get()) {
        fields.append(field.name_string()).append(": ").append(field.value()).append("\r\n");
    }
    return parser.is_done() && parser.get().body() == ours.body &&
           bytes.size() - used == ours.left &&
           (parser.chunked() || sortedLines(fields) == sortedLines(ours.fields));
}

template <bool isRequest>
std::string readsTheSame(std::string_view bytes)
{
    const Parsed whole = parseInPieces<isRequest>(bytes, bytes.size() + 1);
    if (!whole.isSafe) {
        return "A field was taken that must not be written.";
    }
    if (whole.isWhole && !readsAsBeast<isRequest>(bytes, whole)) {
        return "A message was taken for another than it is.";
    }
    for (const std::size_t step : {std::size_t{1}, std::size_t{5}, std::size_t{64}}) {
        if (!(parseInPieces<isRequest>(bytes, step) == whole)) {
            return "A message depends on how its bytes come.";
        }
    }
    return {};
}

} // namespace

std::string httpRequestProperty(std::string_view bytes)
{
    return readsTheSame<true>(bytes);
}

std::string httpResponseProperty(std::string_view bytes)
{
    return readsTheSame<false>(bytes);
}

} // namespace berth::fuzz
