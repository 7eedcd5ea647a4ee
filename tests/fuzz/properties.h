// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

/// What must hold for any bytes at all. Each function answers with a sentence about what does not
/// hold, or with nothing. The fuzz targets and the replay of their corpus share them.
namespace berth::fuzz {

std::string jsonSpecProperty(std::string_view bytes);
std::string serverProperty(std::string_view bytes);
std::string envSchemaProperty(std::string_view bytes);
std::string instanceDraftProperty(std::string_view bytes);
std::string envValueProperty(std::string_view bytes);
std::string secretRefProperty(std::string_view bytes);
std::string imageReferenceProperty(std::string_view bytes);
std::string quantityProperty(std::string_view bytes);
std::string timestampProperty(std::string_view bytes);
std::string stdioFramesProperty(std::string_view bytes);
std::string jsonMessageProperty(std::string_view bytes);
std::string rpcPeekProperty(std::string_view bytes);

// In http_properties.cpp.
std::string httpRequestProperty(std::string_view bytes);
std::string httpResponseProperty(std::string_view bytes);

// In wire_properties.cpp.
std::string envelopeProperty(std::string_view bytes);
std::string redisReplyProperty(std::string_view bytes);
std::string redisUrlProperty(std::string_view bytes);
std::string sealedFileProperty(std::string_view bytes);

} // namespace berth::fuzz
