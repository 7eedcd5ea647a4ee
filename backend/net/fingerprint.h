// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

struct x509_st;

// For net/ itself; others see server_tls.h.
namespace berth::net {

/// SHA-256 of the certificate, "AB:CD:…"; empty when there is none.
std::string fingerprintOf(const x509_st *certificate);

} // namespace berth::net
