// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// kill -9 at each step of a move from one store to another.
#include "secret_mover.h"
#include "support/keyring/scratch_dir.h"
#include "support/process/child_process.h"

#include <gtest/gtest.h>

#include <csignal>
#include <set>

namespace {

using namespace berth;
using namespace berth::test;
using secrets::StoreKind;

/// More calls than a move makes; the first step without a death is past the last.
constexpr int mostSteps = 20;

class SecretMoveKill : public testing::TestWithParam<std::pair<StoreKind, StoreKind>>
{
protected:
    static int runMover(const std::filesystem::path &folder, StoreKind to, int step,
                        const char *moment)
    {
        ChildProcess mover({BERTH_SECRET_MOVER, folder.string(), std::string(secrets::toText(to)),
                            std::to_string(step), moment});
        return mover.wait().value_or(-1);
    }

    /// Every secret has its value, and all are in one store, which is told.
    static StoreKind check(const std::filesystem::path &folder)
    {
        boost::asio::io_context io(1);
        MovingProfile profile(io, folder, {});
        std::set<StoreKind> places;
        for (const auto &[key, value] : MovingProfile::values()) {
            const auto found = runTask(io, profile.ledger().get(key));
            EXPECT_TRUE(found) << key << ": " << found.error().message;
            EXPECT_EQ(found ? found->expose() : "", value);
            places.insert(profile.ledger().placeOf(key));
        }
        EXPECT_EQ(places.size(), 1U) << "half of them were moved";
        return *places.begin();
    }
};

TEST_P(SecretMoveKill, allOfThemOrNone)
{
    const auto [from, to] = GetParam();
    std::set<StoreKind> outcomes;
    for (const char *moment : {"before", "after"}) {
        bool killed = true;
        for (int step = 1; killed; ++step) {
            ASSERT_LT(step, mostSteps);
            const ScratchDir folder;
            ASSERT_EQ(runMover(folder.path(), from, 0, moment), 0);
            const int code = runMover(folder.path(), to, step, moment);
            killed = code == 128 + SIGKILL;
            ASSERT_TRUE(killed || code == 0) << code;
            SCOPED_TRACE("step " + std::to_string(step) + ' ' + moment);
            outcomes.insert(check(folder.path()));
            // Whatever the kill left, the move can be asked for again.
            ASSERT_EQ(runMover(folder.path(), to, mostSteps, moment), 0);
            EXPECT_EQ(check(folder.path()), to);
        }
    }
    EXPECT_EQ(outcomes.size(), 2U) << "the kills came too early or too late to show anything";
}

INSTANTIATE_TEST_SUITE_P(BothWays, SecretMoveKill,
                         testing::Values(std::pair{StoreKind::Keychain, StoreKind::EncryptedFile},
                                         std::pair{StoreKind::EncryptedFile, StoreKind::Keychain}));

} // namespace
