// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/json.h"
#include "base/secret.h"
#include "model/secret_masker.h"
#include "model/secret_names.h"

#include <gtest/gtest.h>

#include <array>
#include <random>

namespace berth::model {
namespace {

using base::Json;

const std::string mask(base::secretMask);

std::string masked(const std::string &text)
{
    SecretMasker masker;
    masker.learn(text);
    return masker.mask(text);
}

TEST(SecretNames, guessesWhatNobodyDeclared)
{
    for (const char *name : {"API_KEY", "GITHUB_TOKEN", "PGPASSWORD", "Authorization", "X-Api-Key",
                             "client_secret", "DB_PASS"}) {
        EXPECT_TRUE(looksSecret(name)) << name;
    }
    for (const char *name :
         {"MAX_TOKENS_PER_CALL", "KEYBOARD", "MONKEY", "PATH", "MODE", "PASSENGER", "\xff\xfe"}) {
        EXPECT_FALSE(looksSecret(name)) << name;
    }
}

TEST(SecretMasker, leavesTextWithoutSecretsAsItIs)
{
    for (const char *text :
         {R"({"a" : [1, 2.50, true], "b":"\u00e9\/", "environment":{"MODE":"x"}})",
          "no JSON at all", "", R"({"environment":{"API_KEY":"secret_ref:API_KEY"}})",
          R"({"TOKEN":""})",
          R"({"data":"{\"instance_id\":\"x\"}","headers":{"content-type":"application/json"}})"}) {
        EXPECT_EQ(masked(text), text);
    }
}

TEST(SecretMasker, knowsTheirPlaces)
{
    const std::array<const char *, 10> documents = {
        R"({"environment":{"API_KEY":"hunter2000"}})",
        R"({"env":{"DATABASE_URL":"postgres://me:hunter2000@db/x"}})",
        R"({"deep":[{"authentication":{"type":"bearer","token":"hunter2000"}}]})",
        R"({"json_spec":{"headers":{"X-Anything":"hunter2000"}}})",
        R"({"environment":["API_KEY=hunter2000"]})",
        R"({"environment":[{"name":"API_KEY","value":"hunter2000"}]})",
        R"({"cmd":["--token","hunter2000"]})",
        R"({"cmd":["--api-key=hunter2000"]})",
        R"({"url":"https://user:hunter2000@host/mcp"})",
        R"({"secret":{"nested":["hunter2000"]}})",
    };
    for (const char *document : documents) {
        const std::string result = masked(document);
        EXPECT_EQ(result.find("hunter2000"), std::string::npos) << result;
        EXPECT_NE(result.find(mask), std::string::npos) << result;
        EXPECT_TRUE(base::parseJson(result)) << result;
    }
}

TEST(SecretMasker, findsTheSameValueElsewhere)
{
    const std::string text =
        R"({"error":"refused: hunter2000","environment":{"TOKEN":"hunter2000"},"n":5})";
    EXPECT_EQ(masked(text), R"({"error":"refused: )" + mask + R"(","environment":{"TOKEN":")" +
                                mask + R"("},"n":5})");
    EXPECT_EQ(masked(R"({"TOKEN":"a","name":"banana","other":"a"})"),
              R"({"TOKEN":")" + mask + R"(","name":"banana","other":")" + mask + R"("})");
}

TEST(SecretMasker, masksNumbersAndRepeatedKeys)
{
    EXPECT_EQ(masked(R"({"PIN_PASS":12345678,"TOKEN":"one","TOKEN":"two"})"),
              R"({"PIN_PASS":")" + mask + R"(","TOKEN":")" + mask + R"(","TOKEN":")" + mask +
                  R"("})");
}

TEST(SecretMasker, readsWhatIsBroken)
{
    const std::array<const char *, 6> documents = {
        R"({"environment":{"API_KEY":"hunter2000)",
        R"({"data":"{\"environment\":{\"API_KEY\":\"hunter2000)",
        R"(stray " {"API_KEY": "hunter2000"})",
        R"(API_KEY=hunter2000 and more)",
        R"(password: 'hunter2000 with words')",
        "\xff\xfe{\"TOKEN\":\"hunter2000\xff\"}",
    };
    for (const char *document : documents) {
        SecretMasker masker;
        masker.learn(document);
        const std::string result = masker.maskLoosely(masker.mask(document));
        EXPECT_EQ(result.find("hunter2000"), std::string::npos) << result;
    }
}

/// Documents made at random around a marker that stands in a secret place, and elsewhere.
class RandomDocument
{
public:
    explicit RandomDocument(unsigned seed)
        : m_random(seed)
    {}

    Json make(const std::string &marker)
    {
        Json document = value(0, marker);
        Json secret = Json::object();
        secret[pick({"API_KEY", "x-token", "Password", "client_secret"})] = marker;
        document[pick({"environment", "env", "data", "x"})] = secret;
        document["text"] = "seen " + marker + " there";
        return document;
    }

    std::string wrap(std::string text)
    {
        for (std::uint32_t level = m_random() % 3; level > 0; --level) {
            Json outer = Json::object();
            outer["data"] = text;
            outer["headers"] = Json::object();
            text = outer.dump(-1, ' ', m_random() % 2 == 0);
        }
        return text;
    }

private:
    const char *pick(std::initializer_list<const char *> words)
    {
        return *(words.begin() + m_random() % words.size());
    }

    Json value(int depth, const std::string &marker)
    {
        Json object = Json::object();
        for (std::uint32_t count = m_random() % 4; count > 0; --count) {
            const std::string key = pick({"name", "json_spec", "list", "a\"b", "\u00e9"});
            if (depth < 3 && m_random() % 2 == 0) {
                object[key] = value(depth + 1, marker);
            } else {
                object[key] = Json{1, "x\\y\"z", marker, nullptr};
            }
        }
        return object;
    }

    std::mt19937 m_random;
};

TEST(SecretMasker, noMarkerSurvivesHoweverItIsWrapped)
{
    const std::array<std::string, 4> markers = {"MARKER-7f3a", "MARK\"ER\\7\n/<&>",
                                                "M\u00e9RKER\u2028\U0001F511xx", "{\"MARKER\":1}"};
    for (unsigned seed = 0; seed < 400; ++seed) {
        const std::string &marker = markers[seed % markers.size()];
        RandomDocument documents(seed);
        const std::string text = documents.wrap(documents.make(marker).dump());
        std::string result = masked(text);
        // What the text says once every wrapping is gone.
        for (auto json = base::parseJson(result);
             json && json->contains("data") && (*json)["data"].is_string();
             json = base::parseJson(result)) {
            result = (*json)["data"].get<std::string>();
        }
        const auto json = base::parseJson(result);
        ASSERT_TRUE(json) << seed << ' ' << result;
        const std::string flat = json->flatten().dump();
        const std::string escaped = Json(marker).dump();
        EXPECT_EQ(flat.find(escaped.substr(1, escaped.size() - 2)), std::string::npos)
            << seed << ' ' << flat;
    }
}

} // namespace
} // namespace berth::model
