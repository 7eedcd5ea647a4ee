// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>

namespace berth::test {

/// A certificate authority that nobody knows, and what it signs; made by openssl.
class TestCertificates
{
public:
    explicit TestCertificates(std::filesystem::path directory);

    std::string authority() const
    {
        return path("ca.crt");
    }
    /// Signs a key for `name`; `alternatives` as in "DNS:localhost,IP:127.0.0.1". Files are
    /// <name>.crt and <name>.key.
    void sign(const std::string &name, const std::string &alternatives) const;
    std::string certificate(const std::string &name) const
    {
        return path(name + ".crt");
    }
    std::string key(const std::string &name) const
    {
        return path(name + ".key");
    }

private:
    std::string path(const std::string &file) const
    {
        return (m_directory / file).string();
    }

    std::filesystem::path m_directory;
};

} // namespace berth::test
