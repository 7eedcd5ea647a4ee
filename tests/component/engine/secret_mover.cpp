// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// Moves the secrets of the profile folder FOLDER to the store TO and is killed at the STEP-th call
// to the store that stands for the keychain: before it, or after it with "after". With STEP 0 it
// makes the secrets where TO says instead. Ends with 0 when it was not killed.
#include "secret_mover.h"

#include <boost/asio/io_context.hpp>

#include <csignal>
#include <cstdio>
#include <string>
#include <string_view>

namespace {

using namespace berth;

class Deadly
{
public:
    Deadly(long step, bool after)
        : m_step(step)
        , m_after(after)
    {}
    void before()
    {
        ++m_count;
        dieIf(!m_after);
    }
    void after() const
    {
        dieIf(m_after);
    }

private:
    void dieIf(bool now) const
    {
        if (now && m_count == m_step) {
            ::raise(SIGKILL);
        }
    }

    long m_count = 0;
    long m_step;
    bool m_after;
};

} // namespace

int main(int argc, char **argv)
{
    if (argc != 5) {
        std::fputs("usage: secret_mover FOLDER TO STEP before|after\n", stderr);
        return 2;
    }
    const auto to = secrets::storeKindFrom(argv[2]);
    const long step = std::stol(argv[3]);
    Deadly deadly(step, std::string_view(argv[4]) == "after");
    boost::asio::io_context io(1);
    test::MovingProfile profile(io, argv[1],
                                {[&deadly] { deadly.before(); }, [&deadly] { deadly.after(); }});
    const base::Status done = step == 0 ? profile.fill(*to) : profile.move(*to);
    if (!done) {
        std::fprintf(stderr, "%s\n", done.error().message.c_str());
        return 1;
    }
    return 0;
}
