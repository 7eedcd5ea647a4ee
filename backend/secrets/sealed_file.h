// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/bytes.h"
#include "base/result.h"
#include "base/secret.h"
#include "secrets/locked_bytes.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

// The format of the encrypted file of secrets, without I/O. Numbers are big endian.
//
//   offset  bytes
//        0      8  "BERTHSEC"
//        8      2  version, 1
//       10      1  key derivation, 1: Argon2id 1.3
//       11      1  cipher, 1: XChaCha20-Poly1305 (IETF)
//       12      8  Argon2id passes
//       20      8  Argon2id memory in bytes
//       28     16  salt
//       44     24  nonce
//       68      n  ciphertext with its tag; the 68 bytes before are its associated data
//     68+n     32  BLAKE2b-256 of everything before
//
// The digest needs no key: it tells a damaged file from a wrong passphrase, and a damaged one is
// found before a person types anything. Plain text: { u32 length, key, u32 length, value }*,
// ascending by key.
namespace berth::secrets {

/// How costly it is to try a passphrase.
struct KeyCost
{
    std::uint64_t passes = 3;
    std::uint64_t memoryBytes = 256 * base::mebibyte;

    bool operator==(const KeyCost &) const = default;
};

/// What stands before the ciphertext.
struct SealedHeader
{
    KeyCost cost;
    std::array<unsigned char, 16> salt{};
    std::array<unsigned char, 24> nonce{};
};

struct SealedFile
{
    SealedHeader header;
    std::string associated; ///< the header as it stands in the file
    std::string ciphertext;
};

/// One secret inside opened bytes, which it refers to.
struct SealedEntry
{
    std::string_view key;
    std::string_view value;
};

/// StorageTooNew for a later version; StorageDamaged for everything else that this Berth did not
/// write, costs beyond reason included.
base::Result<SealedFile> readSealed(std::string_view bytes);

/// A header with a new salt.
SealedHeader newHeader(KeyCost cost);

/// Takes a second or so, by intention. LimitReached when the memory for it is not to be had.
base::Result<LockedBytes> deriveKey(const base::Secret &passphrase, const SealedHeader &header);

/// Unauthorized when the key does not fit.
base::Result<LockedBytes> open(const SealedFile &file, const LockedBytes &key);

/// The whole file; every call takes a new nonce.
std::string seal(SealedHeader header, const LockedBytes &key, const LockedBytes &plain);

/// StorageDamaged when the bytes are no list of entries in order.
base::Result<std::vector<SealedEntry>> readEntries(const LockedBytes &plain);
LockedBytes writeEntries(const std::vector<SealedEntry> &entries);

} // namespace berth::secrets
