// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/encrypted_file_store.h"
#include "support/keyring/scratch_dir.h"
#include "support/process/run_task.h"

#include <boost/asio/detached.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include <sys/stat.h>
#include <unistd.h>

namespace {

using namespace berth;
using namespace berth::secrets;
using base::ErrorCode;
using base::Secret;
using berth::test::runTask;
using berth::test::ScratchDir;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using State = EncryptedFileStore::State;

constexpr KeyCost cheap{1, 8192};
constexpr const char *passphrase = "correct horse battery";
constexpr const char *marker = "marker-51c0-value";

class EncryptedFileStoreTest : public testing::Test
{
protected:
    /// As a new Berth would find the file.
    void reopen()
    {
        m_store = std::make_unique<EncryptedFileStore>(file(), cheap);
    }
    std::filesystem::path file() const
    {
        return m_dir / "secrets.berth";
    }
    std::string bytes() const
    {
        std::ifstream stream(file(), std::ios::binary);
        return {std::istreambuf_iterator<char>(stream), {}};
    }
    void overwrite(const std::string &content) const
    {
        std::ofstream(file(), std::ios::binary) << content;
    }

    template <typename T>
    T run(net::asio::awaitable<T> work)
    {
        return runTask(m_io, std::move(work));
    }
    EncryptedFileStore &store()
    {
        return *m_store;
    }
    void setUpFile()
    {
        ASSERT_TRUE(run(store().setUp(Secret(passphrase))));
    }
    void put(const char *key, const std::string &value)
    {
        const auto done = run(store().set(key, Secret(value)));
        ASSERT_TRUE(done) << done.error().message;
    }
    std::string valueOf(const char *key)
    {
        const auto value = run(store().get(key));
        return value ? value->expose() : std::string(base::errorCodeName(value.error().code));
    }

    ScratchDir m_dir;
    boost::asio::io_context m_io;
    std::unique_ptr<EncryptedFileStore> m_store =
        std::make_unique<EncryptedFileStore>(file(), cheap);
};

TEST_F(EncryptedFileStoreTest, goesFromAbsentToUnlockedToLocked)
{
    EXPECT_EQ(run(store().state()), State::Absent);
    EXPECT_EQ(run(store().check()).error().code, ErrorCode::SecretStoreMissing);
    EXPECT_EQ(run(store().set("a", Secret("1"))).error().code, ErrorCode::SecretStoreMissing);
    EXPECT_FALSE(std::filesystem::exists(file())) << "Only setUp() makes a file.";

    setUpFile();
    EXPECT_EQ(run(store().state()), State::Unlocked);
    reopen();
    EXPECT_EQ(run(store().state()), State::Locked);
    EXPECT_EQ(run(store().check()).error().code, ErrorCode::SecretStoreLocked);
    EXPECT_EQ(run(store().get("a")).error().code, ErrorCode::SecretStoreLocked);
    ASSERT_TRUE(run(store().unlock(Secret(passphrase))));
    EXPECT_TRUE(run(store().check()));
}

TEST_F(EncryptedFileStoreTest, keepsReplacesListsAndForgetsValues)
{
    setUpFile();
    const std::string binary("\0\xff", 2);
    put("b", marker);
    put("a", "first");
    put("a", binary);
    EXPECT_EQ(valueOf("a"), binary);
    EXPECT_EQ(valueOf("b"), marker);
    EXPECT_EQ(valueOf("c"), "secret_missing");
    EXPECT_THAT(*run(store().names()), ElementsAre("a", "b"));
    EXPECT_TRUE(run(store().remove("a")));
    EXPECT_TRUE(run(store().remove("a")));
    EXPECT_EQ(valueOf("a"), "secret_missing");
    put("empty", "");
    EXPECT_EQ(valueOf("empty"), "");
    EXPECT_THAT(bytes(), Not(HasSubstr(marker)));
}

TEST_F(EncryptedFileStoreTest, findsEverythingAgainAfterARestart)
{
    setUpFile();
    put("a", marker);
    reopen();
    ASSERT_TRUE(run(store().unlock(Secret(passphrase))));
    EXPECT_EQ(valueOf("a"), marker);
}

TEST_F(EncryptedFileStoreTest, isLockedOnDemand)
{
    setUpFile();
    put("a", marker);
    runTask(m_io, [](EncryptedFileStore &locked) -> net::asio::awaitable<bool> {
        co_await locked.lock();
        co_return true;
    }(store()));
    EXPECT_EQ(valueOf("a"), "secret_store_locked");
}

TEST_F(EncryptedFileStoreTest, aWrongPassphraseIsToldAndHarmsNothing)
{
    setUpFile();
    put("a", marker);
    const std::string before = bytes();
    EXPECT_EQ(run(store().unlock(Secret("wrong horse battery"))).error().code,
              ErrorCode::Unauthorized);
    EXPECT_EQ(valueOf("a"), marker) << "What was unlocked stays so.";
    reopen();
    const auto refused = run(store().unlock(Secret("wrong horse battery")));
    EXPECT_EQ(refused.error().code, ErrorCode::Unauthorized);
    EXPECT_THAT(refused.error().message, Not(HasSubstr("wrong horse battery")));
    EXPECT_EQ(run(store().state()), State::Locked);
    EXPECT_EQ(bytes(), before);
}

TEST_F(EncryptedFileStoreTest, thePassphraseChanges)
{
    setUpFile();
    put("a", marker);
    const std::string before = bytes();
    const Secret next("another passphrase");
    EXPECT_EQ(run(store().changePassphrase(Secret("wrong horse battery"), next)).error().code,
              ErrorCode::Unauthorized);
    EXPECT_EQ(run(store().changePassphrase(Secret(passphrase), Secret("short"))).error().code,
              ErrorCode::InvalidArgument);
    EXPECT_EQ(bytes(), before);

    ASSERT_TRUE(run(store().changePassphrase(Secret(passphrase), next)));
    EXPECT_EQ(valueOf("a"), marker);
    reopen();
    EXPECT_EQ(run(store().unlock(Secret(passphrase))).error().code, ErrorCode::Unauthorized);
    ASSERT_TRUE(run(store().unlock(next)));
    EXPECT_EQ(valueOf("a"), marker);
}

TEST_F(EncryptedFileStoreTest, aFileThatIsThereIsNeverSetUpAnew)
{
    setUpFile();
    const std::string before = bytes();
    EXPECT_EQ(run(store().setUp(Secret(passphrase))).error().code, ErrorCode::AlreadyExists);
    reopen();
    EXPECT_EQ(run(store().setUp(Secret(passphrase))).error().code, ErrorCode::AlreadyExists);
    EXPECT_EQ(bytes(), before);
}

TEST_F(EncryptedFileStoreTest, aDamagedFileIsRefusedAndLeftAsItIs)
{
    setUpFile();
    put("a", marker);
    const std::string whole = bytes();
    std::string flipped = whole;
    flipped[whole.size() / 2] = static_cast<char>(flipped[whole.size() / 2] ^ 1);
    for (const std::string &content :
         {whole.substr(0, whole.size() - 1), flipped, std::string(), std::string("BERTHSEC")}) {
        overwrite(content);
        for (const auto &refused :
             {run(store().unlock(Secret(passphrase))), run(store().set("b", Secret("2"))),
              run(store().remove("a")), run(store().check()),
              run(store().changePassphrase(Secret(passphrase), Secret("another passphrase")))}) {
            ASSERT_FALSE(refused);
            EXPECT_EQ(refused.error().code, ErrorCode::StorageDamaged);
        }
        EXPECT_EQ(run(store().setUp(Secret(passphrase))).error().code, ErrorCode::AlreadyExists);
        EXPECT_EQ(bytes(), content);
    }
    overwrite(whole);
    EXPECT_EQ(valueOf("a"), marker);
}

TEST_F(EncryptedFileStoreTest, aNewerFileIsRefusedAndLeftAsItIs)
{
    setUpFile();
    std::string newer = bytes();
    newer[9] = 2;
    overwrite(newer);
    EXPECT_EQ(run(store().set("b", Secret("2"))).error().code, ErrorCode::StorageTooNew);
    EXPECT_EQ(run(store().unlock(Secret(passphrase))).error().code, ErrorCode::StorageTooNew);
    EXPECT_EQ(bytes(), newer);
}

TEST_F(EncryptedFileStoreTest, theFileIsForItsOwnerOnly)
{
    const mode_t before = ::umask(0);
    setUpFile();
    put("a", marker);
    ::umask(before);
    struct stat status = {};
    ASSERT_EQ(::stat(file().c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 07777U, 0600U);
}

TEST_F(EncryptedFileStoreTest, whatACrashLeftBehindIsNoObstacle)
{
    setUpFile();
    std::ofstream(file().string() + ".new") << "half of a fi";
    put("a", marker);
    EXPECT_EQ(valueOf("a"), marker);
    EXPECT_FALSE(std::filesystem::exists(file().string() + ".new"));
}

TEST_F(EncryptedFileStoreTest, theCallersThreadGoesOnWhileAKeyIsDerived)
{
    setUpFile();
    bool unlocked = false;
    boost::asio::co_spawn(m_io, store().unlock(Secret(passphrase)),
                          [&unlocked](const std::exception_ptr &, const base::Status &status) {
                              unlocked = status.has_value();
                          });
    m_io.restart();
    m_io.run_one(); // starts the work; the answer is a later event of this thread
    EXPECT_FALSE(unlocked);
    m_io.run();
    EXPECT_TRUE(unlocked);
}

TEST(Passphrase, needsALength)
{
    EXPECT_FALSE(checkPassphrase(Secret("")));
    EXPECT_FALSE(checkPassphrase(Secret("1234567")));
    EXPECT_TRUE(checkPassphrase(Secret("12345678")));
    EXPECT_FALSE(checkPassphrase(Secret(std::string(1025, 'a'))));
}

} // namespace
