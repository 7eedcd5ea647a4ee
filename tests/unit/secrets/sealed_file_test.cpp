// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/sealed_file.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace {

using namespace berth;
using namespace berth::secrets;
using base::ErrorCode;
using base::Secret;

constexpr KeyCost cheap{1, 8192};

std::string textOf(const LockedBytes &bytes)
{
    return std::string(bytes.view());
}

class SealedFileTest : public testing::Test
{
protected:
    LockedBytes keyFor(const char *passphrase) const
    {
        return std::move(deriveKey(Secret(passphrase), header).value());
    }

    SealedHeader header = newHeader(cheap);
    LockedBytes key = keyFor("correct horse");
    std::string file = seal(header, key, LockedBytes("the plain text"));
};

TEST_F(SealedFileTest, whatWasSealedIsOpened)
{
    const auto read = readSealed(file);
    ASSERT_TRUE(read) << read.error().message;
    EXPECT_EQ(read->header.cost, cheap);
    EXPECT_EQ(read->header.salt, header.salt);
    const auto plain = open(*read, key);
    ASSERT_TRUE(plain);
    EXPECT_EQ(textOf(*plain), "the plain text");
    EXPECT_EQ(file.find("plain"), std::string::npos);
}

TEST_F(SealedFileTest, aNonceIsNeverUsedTwice)
{
    const std::string again = seal(header, key, LockedBytes("the plain text"));
    EXPECT_NE(readSealed(file)->header.nonce, readSealed(again)->header.nonce);
    EXPECT_NE(readSealed(file)->ciphertext, readSealed(again)->ciphertext);
}

TEST_F(SealedFileTest, aWrongPassphraseIsToldFromDamage)
{
    const auto plain = open(readSealed(file).value(), keyFor("wrong horse"));
    ASSERT_FALSE(plain);
    EXPECT_EQ(plain.error().code, ErrorCode::Unauthorized);
}

TEST_F(SealedFileTest, everyCutIsSeenWithoutAPassphrase)
{
    for (std::size_t size = 0; size < file.size(); ++size) {
        const auto read = readSealed(std::string_view(file).substr(0, size));
        ASSERT_FALSE(read) << size;
        EXPECT_EQ(read.error().code, ErrorCode::StorageDamaged) << size;
    }
}

TEST_F(SealedFileTest, everyFlippedBitIsSeenWithoutAPassphrase)
{
    for (std::size_t i = 0; i < file.size() * 8; ++i) {
        std::string flipped = file;
        flipped[i / 8] = static_cast<char>(flipped[i / 8] ^ (1 << (i % 8)));
        const auto read = readSealed(flipped);
        ASSERT_FALSE(read) << i;
        const bool newer =
            read.error().code == ErrorCode::StorageTooNew && i / 8 >= 8 && i / 8 < 10;
        EXPECT_TRUE(newer || read.error().code == ErrorCode::StorageDamaged) << i;
    }
}

TEST_F(SealedFileTest, aHeaderThatSomebodyChangedDoesNotOpen)
{
    // The digest needs no key, so whoever changes a file can mend it; the cipher notices.
    SealedFile read = readSealed(file).value();
    read.associated[20] = '\1';
    EXPECT_EQ(open(read, key).error().code, ErrorCode::Unauthorized);
}

TEST_F(SealedFileTest, aNewerVersionIsNamedAsSuch)
{
    file[9] = 2;
    EXPECT_EQ(readSealed(file).error().code, ErrorCode::StorageTooNew);
}

TEST_F(SealedFileTest, anUnreasonableCostIsRefused)
{
    header.cost = {1'000'000, 8192};
    EXPECT_EQ(readSealed(seal(header, key, LockedBytes("x"))).error().code,
              ErrorCode::StorageDamaged);
    header.cost = {1, std::uint64_t{1} << 40U};
    EXPECT_EQ(readSealed(seal(header, key, LockedBytes("x"))).error().code,
              ErrorCode::StorageDamaged);
}

TEST(SealedEntries, areReadAsTheyWereWrittenInOrder)
{
    const std::string binary("\0\xff\n", 3);
    const LockedBytes plain = writeEntries({{"b", ""}, {"a", binary}, {"", "no name"}});
    const auto entries = readEntries(plain);
    ASSERT_TRUE(entries);
    ASSERT_EQ(entries->size(), 3U);
    EXPECT_EQ((*entries)[0].value, "no name");
    EXPECT_EQ((*entries)[1].value, binary);
    EXPECT_EQ((*entries)[2].key, "b");
    EXPECT_EQ(writeEntries(*entries).view(), plain.view());
}

TEST(SealedEntries, cutAndDisorderedOnesAreRefused)
{
    const std::string whole(writeEntries({{"a", "1"}, {"b", "2"}}).view());
    const std::string half = whole.substr(0, whole.size() / 2);
    for (std::size_t size = 1; size < whole.size(); ++size) {
        EXPECT_EQ(bool(readEntries(LockedBytes(whole.substr(0, size)))), size == half.size())
            << size;
    }
    EXPECT_FALSE(readEntries(LockedBytes(half + half)));
    EXPECT_FALSE(readEntries(LockedBytes("\xff\xff\xff\xff")));
}

TEST(LockedBytesTest, moveInsteadOfBeingCopied)
{
    LockedBytes first("value");
    LockedBytes second(std::move(first));
    EXPECT_EQ(second.view(), "value");
    LockedBytes third;
    third = std::move(second);
    EXPECT_EQ(third.view(), "value");
    EXPECT_TRUE(LockedBytes(0).empty());
}

} // namespace
