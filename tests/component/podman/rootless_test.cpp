// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "podman_test.h"

namespace berth::podman {
namespace {

class Rootless : public testing::Test
{
protected:
    template <typename T>
    T run(net::asio::awaitable<T> work)
    {
        return test::runTask(context, std::move(work), std::chrono::seconds(60));
    }

    test::PodmanFixture podman{test::PodmanFixture::Mode::Rootless};
    boost::asio::io_context context{1};
    PodmanClient client{context.get_executor(), net::Endpoint::unixSocket(podman.socket()),
                        accessibleInit()};

private:
    /// The user of this Podman may not look into the folder of the build.
    std::filesystem::path accessibleInit() const
    {
        const auto copy = podman.directory() / "berth-init";
        std::filesystem::copy_file(PodmanClient::findInit(), copy);
        std::filesystem::permissions(copy, std::filesystem::perms(0755));
        return copy;
    }
};

TEST_F(Rootless, StartsAttachesAndStops)
{
    const auto info = run(client.info());
    ASSERT_TRUE(info) << info.error().message;
    EXPECT_TRUE(info->rootless);
    ContainerConfig config;
    config.image = podman.probeImage();
    config.command = {"env", "TOKEN", "echo"};
    config.network = "none";
    config.labels = {{"berth.owner", "rootless"}};
    config.rlimits = {{"nofile", 1024, 4096}, {"nproc", 512, 512}};
    config.stdinOpen = true;
    config.secrets = {{SecretDelivery::Way::Variable, "TOKEN", base::Secret("r00tless-value")}};
    const auto id = run(client.create(config));
    ASSERT_TRUE(id) << id.error().message << id.error().details;
    const auto started = run(client.start(*id));
    ASSERT_TRUE(started) << started.error().message << started.error().details;
    auto stream = run(client.attach(*id));
    ASSERT_TRUE(stream) << stream.error().message << stream.error().details;
    const std::string text = "hello rootless\n";
    ASSERT_TRUE(run((*stream)->write(text)));
    std::string answer;
    while (answer.find(text) == std::string::npos) {
        auto bytes = run((*stream)->read());
        ASSERT_TRUE(bytes && !bytes->empty());
        answer += *bytes;
    }
    (*stream)->close();
    EXPECT_EQ(podman.podman({"inspect", *id}).find("r00tless"), std::string::npos);
    ASSERT_TRUE(run(client.stop(*id, std::chrono::seconds(5))));
    const auto stopped = run(client.list(config.labels));
    ASSERT_EQ(stopped->size(), 1U);
    EXPECT_TRUE(hasEnded(stopped->front().state)) << stopped->front().state;
    ASSERT_TRUE(run(client.remove(*id)));
    EXPECT_TRUE(run(client.list(config.labels))->empty());
}

} // namespace
} // namespace berth::podman
