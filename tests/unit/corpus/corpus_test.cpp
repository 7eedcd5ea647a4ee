// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "fuzz/properties.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <vector>

namespace berth::fuzz {
namespace {

namespace fs = std::filesystem;

struct Target
{
    const char *name;
    std::string (*property)(std::string_view);
};

constexpr Target targets[] = {
    {"json_spec", jsonSpecProperty},
    {"server", serverProperty},
    {"env_schema", envSchemaProperty},
    {"instance_draft", instanceDraftProperty},
    {"env_value", envValueProperty},
    {"secret_ref", secretRefProperty},
    {"image_reference", imageReferenceProperty},
    {"quantity", quantityProperty},
    {"timestamp", timestampProperty},
    {"stdio_frames", stdioFramesProperty},
    {"json_message", jsonMessageProperty},
    {"rpc_peek", rpcPeekProperty},
    {"http_request", httpRequestProperty},
    {"http_response", httpResponseProperty},
    {"envelope", envelopeProperty},
    {"redis_reply", redisReplyProperty},
    {"redis_url", redisUrlProperty},
    {"sealed_file", sealedFileProperty},
};

std::vector<fs::path> inputsOf(const char *target)
{
    std::vector<fs::path> inputs;
    for (const auto &entry : fs::directory_iterator(fs::path(BERTH_CORPUS_DIR) / target)) {
        inputs.push_back(entry.path());
    }
    std::sort(inputs.begin(), inputs.end());
    return inputs;
}

std::string contentOf(const fs::path &path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

class Corpus : public testing::TestWithParam<Target>
{};

TEST_P(Corpus, EveryInputKeepsTheProperty)
{
    const std::vector<fs::path> inputs = inputsOf(GetParam().name);
    ASSERT_FALSE(inputs.empty()) << "tests/fuzz/corpus/" << GetParam().name << " is empty.";
    for (const fs::path &path : inputs) {
        EXPECT_EQ(GetParam().property(contentOf(path)), "") << path;
    }
}

/// Cutting and flipping reaches places that whole documents do not, without a fuzzer at hand.
TEST_P(Corpus, EveryDamagedInputKeepsTheProperty)
{
    for (const fs::path &path : inputsOf(GetParam().name)) {
        const std::string whole = contentOf(path);
        const std::size_t step = std::max<std::size_t>(1, whole.size() / 200);
        for (std::size_t i = 0; i < whole.size(); i += step) {
            EXPECT_EQ(GetParam().property(whole.substr(0, i)), "") << path << " cut at " << i;
            for (const unsigned flip : {0x01U, 0x20U, 0x80U}) {
                std::string damaged = whole;
                damaged[i] = static_cast<char>(static_cast<unsigned char>(damaged[i]) ^ flip);
                EXPECT_EQ(GetParam().property(damaged), "") << path << " flipped at " << i;
            }
        }
    }
}

INSTANTIATE_TEST_SUITE_P(Targets, Corpus, testing::ValuesIn(targets),
                         [](const auto &test) { return test.param.name; });

} // namespace
} // namespace berth::fuzz
