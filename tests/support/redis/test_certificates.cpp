// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/redis/test_certificates.h"

#include "support/process/child_process.h"

#include <utility>
#include <vector>

namespace berth::test {

namespace {

std::vector<std::string> newCertificate(const std::string &subject, const std::string &key,
                                        const std::string &certificate)
{
    return {"openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=" + subject,
            "-keyout",
            key,
            "-out",
            certificate};
}

} // namespace

TestCertificates::TestCertificates(std::filesystem::path directory)
    : m_directory(std::move(directory))
{
    std::filesystem::create_directories(m_directory);
    outputOf(newCertificate("Berth test CA", path("ca.key"), path("ca.crt")));
}

void TestCertificates::sign(const std::string &name, const std::string &alternatives) const
{
    auto arguments = newCertificate(name, key(name), certificate(name));
    for (const std::string &more :
         {std::string("-CA"), path("ca.crt"), std::string("-CAkey"), path("ca.key"),
          std::string("-addext"), "subjectAltName=" + alternatives}) {
        arguments.push_back(more);
    }
    outputOf(arguments);
}

} // namespace berth::test
