// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "net/http_message.h"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/basic_parser.hpp>

#include <array>
#include <cstddef>
#include <limits>
#include <memory_resource>
#include <ostream>
#include <string>
#include <utility>

// Internal to net/.
namespace berth::net {

namespace beast = boost::beast;
namespace http = boost::beast::http;

/// Beast's push parser, writing into our own head and into one string of body bytes, with the
/// strictness that keeps two HTTP parsers from reading one message differently. Of a head Beast
/// gets the first line and the fields that say where the message ends. The others Headers checks,
/// for itself and at a fraction of the cost.
template <bool isRequest>
class MessageParser final : public http::basic_parser<isRequest>
{
    static constexpr std::string_view emptyLine = "\r\n";
    static constexpr std::size_t usualFraming = 512;

public:
    /// `room`: headers that nobody needs any more, for those to come.
    explicit MessageParser(std::size_t maxHeadBytes, Headers room = {})
        : headers(std::move(room))
        , m_maxHeadBytes(maxHeadBytes)
    {
        headers.clear();
        this->header_limit(static_cast<std::uint32_t>(maxHeadBytes));
        this->body_limit((std::numeric_limits<std::uint64_t>::max)());
        this->eager(true);
    }

    /// Takes what it can from `buffer`. need_more is no error.
    boost::system::error_code consume(beast::flat_buffer &buffer)
    {
        boost::system::error_code error;
        if (!this->is_header_done()) {
            const std::size_t size = wholeHead(textOf(buffer), error);
            if (size > 0) {
                takeHead(textOf(buffer).substr(0, size), error);
                buffer.consume(size);
            }
        }
        while (this->is_header_done() && !error && buffer.size() > 0 && !this->is_done()) {
            const std::size_t used = this->put(buffer.data(), error);
            buffer.consume(used);
            if (error == http::error::need_more) {
                return {};
            }
            if (used == 0) {
                break;
            }
        }
        return error;
    }

    std::string takeBody()
    {
        return std::exchange(m_body, {});
    }
    const std::string &body() const
    {
        return m_body;
    }

    std::string method;  ///< requests
    std::string target;  ///< requests
    int httpVersion = 0; ///< requests: 10 or 11
    int status = 0;      ///< responses
    Headers headers;

private:
    static std::string_view textOf(const beast::flat_buffer &buffer)
    {
        return {static_cast<const char *>(buffer.data().data()), buffer.size()};
    }

    /// The size of the head, or zero. Beast would take lines as they come, forget them for its
    /// limit, and see no more that the next one continues them: whether a head is refused must not
    /// depend on how its bytes come.
    std::size_t wholeHead(std::string_view text, boost::system::error_code &error)
    {
        const std::size_t size = headSize(text, error);
        if (!error && (size > m_maxHeadBytes || (size == 0 && text.size() >= m_maxHeadBytes))) {
            error = http::error::header_limit;
        } else if (!error && !mayBegin(text)) {
            error = isRequest ? http::error::bad_method : http::error::bad_version;
        }
        return error ? 0 : size;
    }

    void takeHead(std::string_view head, boost::system::error_code &error)
    {
        const std::string_view firstLine = head.substr(0, head.find('\n') + 1);
        head.remove_prefix(firstLine.size());
        head.remove_suffix(emptyLine.size());
        if (!headers.addLines(head)) {
            error = http::error::bad_field;
            return;
        }
        std::array<std::byte, usualFraming> room;
        std::pmr::monotonic_buffer_resource memory(room.data(), room.size());
        std::pmr::string framing(&memory);
        framing.reserve(usualFraming / 2);
        framing.append(firstLine);
        const bool isPersistent = hasPersistence(firstLine);
        headers.appendTo(framing, [isPersistent](const Headers::Field &field) {
            return isFraming(field.first) && !(isPersistent && saysKeepAlive(field));
        });
        framing.append(emptyLine);
        this->put(boost::asio::buffer(framing), error);
        if (error == http::error::need_more && this->is_header_done()) {
            error = {}; // of the body
        }
    }

    /// All that basic_parser looks at.
    static bool isFraming(std::string_view name)
    {
        constexpr std::array<std::string_view, 5> names{
            "Connection", "Content-Length", "Transfer-Encoding", "Upgrade", "Proxy-Connection"};
        return isOneOf(name, names);
    }

    /// Whether connections stay unless a field says otherwise (RFC 9112 section 9.3).
    static bool hasPersistence(std::string_view firstLine)
    {
        return isRequest ? firstLine.ends_with(" HTTP/1.1\r\n")
                         : firstLine.starts_with("HTTP/1.1 ");
    }

    static bool saysKeepAlive(const Headers::Field &field)
    {
        return field.second == "keep-alive" && sameHeaderName(field.first, "Connection");
    }

    /// Zero until all of it is there. Obsolete line folding is an error (RFC 9112 section 5.2).
    std::size_t headSize(std::string_view text, boost::system::error_code &error)
    {
        for (auto at = text.find('\n', m_scanned); at != std::string_view::npos;
             at = text.find('\n', at + 1)) {
            const std::string_view rest = text.substr(at + 1);
            if (rest.size() < emptyLine.size()) {
                m_scanned = at;
                return 0;
            }
            if (rest.front() == ' ' || rest.front() == '\t') {
                error = http::error::bad_field;
                return 0;
            }
            if (rest.starts_with(emptyLine) && at > 0 && text[at - 1] == '\r') {
                return at + 1 + emptyLine.size();
            }
        }
        m_scanned = text.size();
        return 0;
    }

    /// What speaks no HTTP at all, TLS for one, is told at once.
    static bool mayBegin(std::string_view text)
    {
        if constexpr (isRequest) {
            const auto method = text.substr(0, text.find(' '));
            return !text.starts_with(' ') && (method.empty() || isToken(method));
        } else {
            constexpr std::string_view begin = "HTTP/1.";
            return begin.starts_with(text.substr(0, begin.size()));
        }
    }

    void on_request_impl(http::verb, beast::string_view methodText, beast::string_view targetText,
                         int version, boost::system::error_code &) override
    {
        httpVersion = version;
        method.assign(methodText.data(), methodText.size());
        target.assign(targetText.data(), targetText.size());
    }

    void on_response_impl(int code, beast::string_view, int, boost::system::error_code &) override
    {
        status = code;
    }

    void on_field_impl(http::field field, beast::string_view, beast::string_view value,
                       boost::system::error_code &error) override
    {
        const bool repeats = field == http::field::content_length ? std::exchange(m_hasLength, true)
                             : field == http::field::transfer_encoding
                                 ? std::exchange(m_hasEncoding, true)
                                 : false;
        const bool otherCoding = field == http::field::transfer_encoding &&
                                 !sameHeaderName({value.data(), value.size()}, "chunked");
        // Beast takes the list "5, 5" for 5; another parser might not.
        const bool isList = field == http::field::content_length &&
                            value.find_first_not_of("0123456789") != beast::string_view::npos;
        if (repeats || isList || otherCoding || (m_hasLength && m_hasEncoding)) {
            error = m_hasEncoding ? http::error::bad_transfer_encoding
                                  : http::error::bad_content_length;
        }
    }

    void on_header_impl(boost::system::error_code &) override {}

    void on_body_init_impl(const boost::optional<std::uint64_t> &,
                           boost::system::error_code &) override
    {}

    std::size_t on_body_impl(beast::string_view bytes, boost::system::error_code &) override
    {
        m_body.append(bytes.data(), bytes.size());
        return bytes.size();
    }

    void on_chunk_header_impl(std::uint64_t, beast::string_view,
                              boost::system::error_code &) override
    {}

    std::size_t on_chunk_body_impl(std::uint64_t, beast::string_view bytes,
                                   boost::system::error_code &) override
    {
        m_body.append(bytes.data(), bytes.size());
        return bytes.size();
    }

    void on_finish_impl(boost::system::error_code &) override {}

    std::size_t m_maxHeadBytes;
    std::string m_body;
    std::size_t m_scanned = 0; ///< of the head: no line end before it is of interest
    bool m_hasLength = false;
    bool m_hasEncoding = false;
};

using RequestParser = MessageParser<true>;
using ResponseParser = MessageParser<false>;

/// Room that is made in a buffer per read from a socket.
inline constexpr std::size_t readBytes = 32 * base::kibibyte;

} // namespace berth::net
