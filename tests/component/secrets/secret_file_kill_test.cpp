// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/encrypted_file_store.h"
#include "support/keyring/scratch_dir.h"
#include "support/process/child_process.h"
#include "support/process/run_task.h"

#include <gtest/gtest.h>

#include <csignal>
#include <random>
#include <set>

namespace {

using namespace berth;
using namespace berth::test;
using namespace std::chrono_literals;

constexpr int rounds = 60;
constexpr long numbersPerRound = 1'000'000;

/// Runs a writer, kills it after `acknowledged` numbers and `moment` more.
void writeAndKill(const std::filesystem::path &file, long first, int acknowledged,
                  std::chrono::milliseconds moment, std::set<long> &kept)
{
    ChildProcess writer({BERTH_SECRET_FILE_WRITER, file.string(), std::to_string(first)});
    for (int i = 0; i < acknowledged; ++i) {
        const auto line = writer.readLine(ChildProcess::Stream::Output);
        ASSERT_TRUE(line) << writer.readAll(ChildProcess::Stream::Error, 1s);
        kept.insert(std::stol(*line));
    }
    const auto deadline = std::chrono::steady_clock::now() + moment;
    while (std::chrono::steady_clock::now() < deadline) {
        if (const auto line = writer.readLine(ChildProcess::Stream::Output, 1ms)) {
            kept.insert(std::stol(*line));
        }
    }
    writer.signal(SIGKILL);
    while (const auto line = writer.readLine(ChildProcess::Stream::Output)) {
        kept.insert(std::stol(*line));
    }
    EXPECT_EQ(writer.wait(), 128 + SIGKILL);
}

TEST(SecretFileKill, losesNothingThatWasAcknowledged)
{
    const ScratchDir dir;
    const auto file = dir / "secrets.berth";
    std::mt19937 random(std::random_device{}());
    std::uniform_int_distribution<int> numbers(0, 12);
    std::uniform_int_distribution<int> milliseconds(0, 15);
    std::set<long> kept;
    boost::asio::io_context io(1);
    for (int round = 0; round < rounds; ++round) {
        writeAndKill(file, round * numbersPerRound + 1, numbers(random),
                     std::chrono::milliseconds(milliseconds(random)), kept);
        ASSERT_FALSE(HasFatalFailure());
        secrets::EncryptedFileStore store(file);
        const auto state = runTask(io, store.state());
        ASSERT_TRUE(state) << "round " << round << ": " << state.error().message;
    }
    ASSERT_GT(kept.size(), static_cast<std::size_t>(rounds));

    secrets::EncryptedFileStore store(file);
    ASSERT_TRUE(runTask(io, store.unlock(base::Secret("killed over and over"))));
    std::vector<std::string> keys;
    for (const long number : kept) {
        keys.push_back("key-" + std::to_string(number));
    }
    const auto found = runTask(io, store.getAll(keys));
    ASSERT_TRUE(found) << found.error().message;
    for (const long number : kept) {
        const auto entry = found->find("key-" + std::to_string(number));
        ASSERT_NE(entry, found->end()) << number << " was acknowledged and is lost.";
        EXPECT_EQ(entry->second.expose(), "value-" + std::to_string(number));
    }
}

} // namespace
