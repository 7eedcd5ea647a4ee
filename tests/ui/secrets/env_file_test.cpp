// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/secrets/env_file.h"

#include <QFile>
#include <QTemporaryDir>

#include <gtest/gtest.h>

namespace berth::ui {
namespace {

class EnvFileTest : public testing::Test
{
protected:
    QString write(const QByteArray &bytes)
    {
        QFile file(folder.filePath(QStringLiteral(".env")));
        EXPECT_TRUE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
        return file.fileName();
    }

    QTemporaryDir folder;
};

TEST(EnvFileNames, AreReadAndValuesAreNot)
{
    const base::Secret text("# comment=1\n"
                            "A=1\n"
                            "export B = two\n"
                            "no line of ours\n"
                            "C=\"several\nD=lines\"\n"
                            "E='it''s'\n"
                            "A=again\n"
                            "9WRONG=x\n"
                            "LAST=");
    EXPECT_EQ(EnvFile::names(text).join(QLatin1Char(' ')), QStringLiteral("A B C E LAST"));
    EXPECT_TRUE(EnvFile::names(base::Secret("")).isEmpty());
    EXPECT_TRUE(EnvFile::names(base::Secret("\n\n=\n")).isEmpty());
    EXPECT_EQ(EnvFile::names(base::Secret("A=\"never closed\nB=1")).join(QLatin1Char(' ')),
              QStringLiteral("A"));
}

TEST_F(EnvFileTest, IsReadWhole)
{
    const auto text = EnvFile::read(write("KEY=value\n"));
    ASSERT_TRUE(text);
    EXPECT_EQ(text->expose(), "KEY=value\n");
}

TEST_F(EnvFileTest, RefusesWhatIsNoText)
{
    EXPECT_FALSE(EnvFile::read(write(QByteArray("A=1\0B", 5))));
    EXPECT_FALSE(EnvFile::read(write(QByteArray(EnvFile::largest + 1, 'A'))));
    EXPECT_FALSE(EnvFile::read(folder.path())) << "a folder";
    EXPECT_FALSE(EnvFile::read(folder.filePath(QStringLiteral("missing"))));
}

} // namespace
} // namespace berth::ui
