// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzz/properties.h"
#include "secrets/sealed_file.h"

#include <sodium.h>

namespace berth::fuzz {

namespace {

/// `bytes` with the digest that a file of them must end with.
std::string withDigest(std::string_view bytes)
{
    std::string file(bytes);
    unsigned char digest[32];
    ::crypto_generichash(digest, sizeof digest,
                         reinterpret_cast<const unsigned char *>(file.data()), file.size(), nullptr,
                         0);
    file.append(reinterpret_cast<const char *>(digest), sizeof digest);
    return file;
}

std::string fileProblem(std::string_view bytes)
{
    const auto file = secrets::readSealed(bytes);
    if (!file) {
        return file.error().message.empty() ? "A refusal without a reason." : "";
    }
    if (file->associated.size() + file->ciphertext.size() + 32 != bytes.size()) {
        return "Bytes of a file are lost.";
    }
    const secrets::LockedBytes key(32);
    return secrets::open(*file, key) ? "A file opens with a key of zeros." : "";
}

} // namespace

std::string sealedFileProperty(std::string_view bytes)
{
    if (::sodium_init() < 0) {
        return "libsodium cannot be used.";
    }
    if (std::string problem = fileProblem(bytes); !problem.empty()) {
        return problem;
    }
    if (std::string problem = fileProblem(withDigest(bytes)); !problem.empty()) {
        return problem;
    }
    const secrets::LockedBytes plain(bytes);
    const auto entries = secrets::readEntries(plain);
    if (entries && secrets::writeEntries(*entries).view() != bytes) {
        return "A list of secrets is written differently.";
    }
    return {};
}

} // namespace berth::fuzz
