// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/sealed_file.h"

#include "base/bytes.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include <sodium.h>

namespace berth::secrets {

using base::ErrorCode;
using base::fail;
using base::Result;

namespace {

constexpr std::string_view magic = "BERTHSEC";
constexpr std::uint64_t formatVersion = 1;
constexpr std::uint64_t argon2id = 1;
constexpr std::uint64_t xchacha20poly1305 = 1;
constexpr std::size_t headerBytes = 68;
constexpr std::size_t digestBytes = 32;
constexpr std::size_t tagBytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t keyBytes = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;

// Bounds of a cost that somebody else may have written, so that a file cannot take the machine's
// memory or an hour of its time.
constexpr std::uint64_t mostPasses = 32;
constexpr std::uint64_t mostMemoryBytes = std::uint64_t{2} * 1024 * 1024 * 1024;

static_assert(sizeof(SealedHeader::salt) == crypto_pwhash_SALTBYTES);
static_assert(sizeof(SealedHeader::nonce) == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES);
static_assert(headerBytes ==
              8 + 2 + 1 + 1 + 8 + 8 + sizeof(SealedHeader::salt) + sizeof(SealedHeader::nonce));

const unsigned char *bytesOf(std::string_view text)
{
    return reinterpret_cast<const unsigned char *>(text.data());
}

unsigned char *bytesOf(std::string &text)
{
    return reinterpret_cast<unsigned char *>(text.data());
}

void putNumber(unsigned char *at, std::uint64_t number, std::size_t size)
{
    for (std::size_t i = size; i > 0; --i) {
        at[i - 1] = static_cast<unsigned char>(number & 0xffU);
        number >>= 8U;
    }
}

std::uint64_t numberAt(std::string_view bytes, std::size_t at, std::size_t size)
{
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < size; ++i) {
        number = (number << 8U) | static_cast<unsigned char>(bytes[at + i]);
    }
    return number;
}

std::string digestOf(std::string_view bytes)
{
    std::string digest(digestBytes, '\0');
    ::crypto_generichash(bytesOf(digest), digest.size(), bytesOf(bytes), bytes.size(), nullptr, 0);
    return digest;
}

std::string headerText(const SealedHeader &header)
{
    std::string text(headerBytes, '\0');
    unsigned char *at = bytesOf(text);
    std::memcpy(at, magic.data(), magic.size());
    putNumber(at + 8, formatVersion, 2);
    putNumber(at + 10, argon2id, 1);
    putNumber(at + 11, xchacha20poly1305, 1);
    putNumber(at + 12, header.cost.passes, 8);
    putNumber(at + 20, header.cost.memoryBytes, 8);
    std::memcpy(at + 28, header.salt.data(), header.salt.size());
    std::memcpy(at + 44, header.nonce.data(), header.nonce.size());
    return text;
}

tl::unexpected<base::Error> damaged(std::string what)
{
    return fail(ErrorCode::StorageDamaged,
                "The encrypted file of secrets is damaged. It was left as it is; put a copy of it "
                "back from a backup.",
                std::move(what));
}

bool isReasonable(const KeyCost &cost)
{
    return cost.passes >= crypto_pwhash_OPSLIMIT_MIN && cost.passes <= mostPasses &&
           cost.memoryBytes >= crypto_pwhash_MEMLIMIT_MIN && cost.memoryBytes <= mostMemoryBytes;
}

/// Takes `size` bytes, or a length and that many bytes, off the front of a text.
std::optional<std::string_view> takeSized(std::string_view &rest)
{
    if (rest.size() < 4) {
        return std::nullopt;
    }
    const std::uint64_t size = numberAt(rest, 0, 4);
    rest.remove_prefix(4);
    if (rest.size() < size) {
        return std::nullopt;
    }
    const std::string_view taken = rest.substr(0, size);
    rest.remove_prefix(size);
    return taken;
}

unsigned char *putSized(unsigned char *at, std::string_view text)
{
    putNumber(at, text.size(), 4);
    if (!text.empty()) {
        std::memcpy(at + 4, text.data(), text.size());
    }
    return at + 4 + text.size();
}

} // namespace

Result<SealedFile> readSealed(std::string_view bytes)
{
    if (::sodium_init() < 0) {
        return fail(ErrorCode::Internal, "libsodium cannot be used on this machine.");
    }
    if (bytes.size() < magic.size() + 2 || !bytes.starts_with(magic)) {
        return damaged("It does not begin as such a file does.");
    }
    // The version comes first: a later one may have changed everything behind it.
    if (numberAt(bytes, 8, 2) > formatVersion) {
        return fail(ErrorCode::StorageTooNew,
                    "The encrypted file of secrets was written by a newer Berth. It was left as it "
                    "is; use that Berth.");
    }
    if (bytes.size() < headerBytes + tagBytes + digestBytes) {
        return damaged("It is cut off.");
    }
    const std::string_view body = bytes.substr(0, bytes.size() - digestBytes);
    if (digestOf(body) != bytes.substr(body.size())) {
        return damaged("Its digest does not fit.");
    }
    if (numberAt(bytes, 8, 2) != formatVersion || numberAt(bytes, 10, 1) != argon2id ||
        numberAt(bytes, 11, 1) != xchacha20poly1305) {
        return damaged("It names a cipher that there is not.");
    }
    SealedFile file;
    file.header.cost = {numberAt(bytes, 12, 8), numberAt(bytes, 20, 8)};
    if (!isReasonable(file.header.cost)) {
        return damaged("It asks for an unreasonable amount of work.");
    }
    std::memcpy(file.header.salt.data(), bytes.data() + 28, file.header.salt.size());
    std::memcpy(file.header.nonce.data(), bytes.data() + 44, file.header.nonce.size());
    file.associated = std::string(bytes.substr(0, headerBytes));
    file.ciphertext = std::string(body.substr(headerBytes));
    return file;
}

SealedHeader newHeader(KeyCost cost)
{
    SealedHeader header;
    header.cost = cost;
    ::randombytes_buf(header.salt.data(), header.salt.size());
    return header;
}

Result<LockedBytes> deriveKey(const base::Secret &passphrase, const SealedHeader &header)
{
    LockedBytes key(keyBytes);
    const std::string &text = passphrase.expose();
    const int failed =
        ::crypto_pwhash(key.data(), key.size(), text.data(), text.size(), header.salt.data(),
                        header.cost.passes, header.cost.memoryBytes, crypto_pwhash_ALG_ARGON2ID13);
    if (failed != 0) {
        return fail(ErrorCode::LimitReached,
                    "There is not enough memory to check the passphrase; " +
                        std::to_string(header.cost.memoryBytes / base::mebibyte) +
                        " MB are needed for a moment. Close something and try again.");
    }
    return key;
}

Result<LockedBytes> open(const SealedFile &file, const LockedBytes &key)
{
    LockedBytes plain(file.ciphertext.size() - tagBytes);
    const int failed = ::crypto_aead_xchacha20poly1305_ietf_decrypt(
        plain.data(), nullptr, nullptr, bytesOf(std::string_view(file.ciphertext)),
        file.ciphertext.size(), bytesOf(std::string_view(file.associated)), file.associated.size(),
        file.header.nonce.data(), key.data());
    if (failed != 0) {
        return fail(ErrorCode::Unauthorized,
                    "This is not the passphrase of the encrypted file. Nothing was changed; try "
                    "again.");
    }
    return plain;
}

std::string seal(SealedHeader header, const LockedBytes &key, const LockedBytes &plain)
{
    ::randombytes_buf(header.nonce.data(), header.nonce.size());
    const std::string associated = headerText(header);
    std::string bytes = associated;
    bytes.resize(headerBytes + plain.size() + tagBytes);
    ::crypto_aead_xchacha20poly1305_ietf_encrypt(
        bytesOf(bytes) + headerBytes, nullptr, plain.data(), plain.size(),
        bytesOf(std::string_view(associated)), associated.size(), nullptr, header.nonce.data(),
        key.data());
    return bytes + digestOf(bytes);
}

Result<std::vector<SealedEntry>> readEntries(const LockedBytes &plain)
{
    std::vector<SealedEntry> entries;
    std::string_view rest = plain.view();
    while (!rest.empty()) {
        const auto key = takeSized(rest);
        const auto value = key ? takeSized(rest) : std::nullopt;
        if (!value || (!entries.empty() && entries.back().key >= *key)) {
            return damaged("Its content is no list of secrets.");
        }
        entries.push_back({*key, *value});
    }
    return entries;
}

LockedBytes writeEntries(const std::vector<SealedEntry> &entries)
{
    std::vector<SealedEntry> sorted = entries;
    std::sort(sorted.begin(), sorted.end(),
              [](const SealedEntry &a, const SealedEntry &b) { return a.key < b.key; });
    std::size_t size = 0;
    for (const SealedEntry &entry : sorted) {
        size += 8 + entry.key.size() + entry.value.size();
    }
    LockedBytes plain(size);
    unsigned char *at = plain.data();
    for (const SealedEntry &entry : sorted) {
        at = putSized(putSized(at, entry.key), entry.value);
    }
    return plain;
}

} // namespace berth::secrets
