// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "support/berth/berth_process.h"
#include "support/keyring/scratch_dir.h"
#include "support/podman/podman_fixture.h"
#include "support/process/echo_process.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <vector>

namespace berth::test {

/// A real Berth on a real Podman, with the echo server's image present.
class AppTest : public testing::Test
{
protected:
    static constexpr const char *image = "localhost/echo:test";

    void SetUp() override
    {
        podman().importProgram(builtProgram("berth-echo"), image, {"EXPOSE 8000"});
        m_berth = std::make_unique<BerthProcess>(m_profile / "p", podman().environment());
    }

    void TearDown() override
    {
        m_berth.reset();
        for (const std::string &id : containers()) {
            podman().podman({"rm", "-f", "-t", "0", id});
        }
    }

    static PodmanFixture &podman()
    {
        return PodmanFixture::shared();
    }
    BerthProcess &berth()
    {
        return *m_berth;
    }

    /// Ids of all containers that carry Berth's label, running or not.
    static std::vector<std::string> containers()
    {
        std::vector<std::string> ids;
        std::string id;
        const std::string output = podman().podman(
            {"ps", "-a", "--no-trunc", "--filter", "label=io.berth.owner", "--format", "{{.ID}}"});
        for (const char c : output) {
            if (c == '\n') {
                ids.push_back(std::exchange(id, {}));
            } else {
                id += c;
            }
        }
        return ids;
    }

    static std::string inspect(const std::string &container, const std::string &format)
    {
        std::string text = podman().podman({"inspect", "--format", format, container});
        while (!text.empty() && text.back() == '\n') {
            text.pop_back();
        }
        return text;
    }

    /// The full id of the only container there is.
    static std::string onlyContainer()
    {
        const std::vector<std::string> ids = containers();
        EXPECT_EQ(ids.size(), 1U);
        return ids.empty() ? std::string() : ids.front();
    }

    ScratchDir m_profile;
    std::unique_ptr<BerthProcess> m_berth;
};

} // namespace berth::test
