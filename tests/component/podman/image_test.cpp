// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "podman_test.h"

#include <fstream>
#include <random>

namespace berth::podman {
namespace {

using Image = PodmanTest;

TEST_F(Image, IsImportedFoundAndRemoved)
{
    const std::string reference = "localhost/berth-import:1";
    EXPECT_EQ(run(client.imageExists(reference)), false);
    const std::string program = podman.directory() / "greeting";
    std::ofstream(program) << "text";
    const std::string tar = podman.makeArchive(program, "greeting");
    const auto id =
        run(client.importImage(tar, reference, {"ENTRYPOINT [\"/greeting\"]", "ENV A=b c"}));
    ASSERT_TRUE(id) << id.error().message << id.error().details;
    EXPECT_EQ(id->rfind("sha256:", 0), 0U);
    EXPECT_EQ(run(client.imageExists(reference)), true);
    EXPECT_NE(podman.podman({"image", "inspect", reference}).find("A=b c"), std::string::npos);
    EXPECT_TRUE(run(client.removeImage(reference)));
    EXPECT_EQ(run(client.imageExists(reference)), false);
    EXPECT_EQ(run(client.removeImage(reference)).error().code, ErrorCode::ImageNotFound);
    EXPECT_EQ(run(client.importImage("/no/such.tar", reference, {})).error().code,
              ErrorCode::NotFound);
}

TEST_F(Image, IsLoadedFromAnArchive)
{
    const std::string tar = (podman.directory() / "saved.tar").string();
    podman.podman({"save", "--output", tar, podman.probeImage()});
    podman.podman({"rmi", podman.probeImage()});
    const auto names = run(client.loadImage(tar));
    ASSERT_TRUE(names) << names.error().message << names.error().details;
    EXPECT_EQ(*names, std::vector<std::string>{podman.probeImage()});
    EXPECT_EQ(run(client.imageExists(podman.probeImage())), true);
    std::ofstream(podman.directory() / "broken.tar") << "no archive";
    EXPECT_FALSE(run(client.loadImage((podman.directory() / "broken.tar").string())));
}

TEST_F(Image, InUseIsAConflict)
{
    createAndStart(plan({"wait"}));
    EXPECT_EQ(run(client.removeImage(podman.probeImage())).error().code, ErrorCode::Conflict);
}

class Pull : public PodmanTest
{
protected:
    void push(const std::string &reference)
    {
        podman.podman({"push", "--quiet", "--tls-verify=false", podman.probeImage(), reference});
    }

    test::RegistryFixture registry{podman.directory()};
};

TEST_F(Pull, ShowsItsProgress)
{
    const std::string reference = registry.address() + "/probe:1";
    push(reference);
    std::vector<PullProgress> progress;
    const auto pulled = run(
        client.pull(reference, false, [&](const PullProgress &step) { progress.push_back(step); }));
    ASSERT_TRUE(pulled) << pulled.error().message << pulled.error().details;
    EXPECT_EQ(run(client.imageExists(reference)), true);
    ASSERT_GE(progress.size(), 3U);
    EXPECT_EQ(progress.back().fraction, 1.0);
    double last = 0;
    bool sawLayer = false;
    for (const PullProgress &step : progress) {
        sawLayer = sawLayer || step.layer.size() == 12;
        EXPECT_GE(step.fraction.value_or(last), last) << step.status;
        last = step.fraction.value_or(last);
    }
    EXPECT_TRUE(sawLayer);
}

TEST_F(Pull, TellsTheReasonsOfFailureApart)
{
    const auto none = [](const PullProgress &) {};
    const auto missing = run(client.pull(registry.address() + "/nothing:1", false, none));
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::ImageNotFound) << missing.error().details;
    EXPECT_FALSE(missing.error().details.empty());
    const auto secure = run(client.pull(registry.address() + "/nothing:1", true, none));
    ASSERT_FALSE(secure);
    EXPECT_EQ(secure.error().code, ErrorCode::PullFailed) << secure.error().details;
    const auto nobody = run(client.pull("127.0.0.1:1/nothing:1", false, none));
    ASSERT_FALSE(nobody);
    EXPECT_EQ(nobody.error().code, ErrorCode::PullFailed) << nobody.error().details;
    EXPECT_EQ(run(client.pull("UPPER/case:1", true, none)).error().code,
              ErrorCode::InvalidArgument);
}

TEST_F(Pull, IsCancelledInTheMiddle)
{
    // Random bytes do not compress: a layer that takes a while.
    const std::string program = (podman.directory() / "large").string();
    test::outputOf({"sh", "-c", "head -c 100000000 /dev/urandom > \"$0\"", program});
    podman.importProgram(program, "localhost/berth-large:1");
    const std::string reference = registry.address() + "/large:1";
    podman.podman({"push", "--quiet", "--tls-verify=false", "localhost/berth-large:1", reference});
    podman.podman({"rmi", "localhost/berth-large:1"});
    std::vector<std::string> steps;
    Background<void> pull(context, client.pull(reference, false, [&](const PullProgress &step) {
        steps.push_back(step.status);
    }));
    ASSERT_TRUE(runUntil([&] { return !steps.empty(); }));
    pull.cancel();
    ASSERT_TRUE(runUntil([&] { return pull.ended(); }));
    if (!pull.threw()) {
        ASSERT_FALSE(pull.result());
        EXPECT_EQ(pull.result().error().code, ErrorCode::Cancelled);
    }
    EXPECT_EQ(run(client.imageExists(reference)), false);
}

} // namespace
} // namespace berth::podman
