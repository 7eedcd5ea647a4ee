// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "podman/podman_service.h"
#include "podman/process_watch.h"
#include "podman_test.h"
#include "support/podman/readiness.h"

#include <cstdlib>
#include <fstream>

#include <signal.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

namespace berth::podman {
namespace {

/// Sets a variable of this process and puts the old state back.
class Variable
{
public:
    Variable(const char *name, const std::string &value)
        : m_name(name)
    {
        if (const char *old = std::getenv(name)) {
            m_old = old;
        }
        ::setenv(name, value.c_str(), 1);
    }
    ~Variable()
    {
        if (m_old) {
            ::setenv(m_name, m_old->c_str(), 1);
        } else {
            ::unsetenv(m_name);
        }
    }
    Variable(const Variable &) = delete;
    Variable &operator=(const Variable &) = delete;

private:
    const char *m_name;
    std::optional<std::string> m_old;
};

class Service : public PodmanTest
{
protected:
    Service()
    {
        std::filesystem::remove_all(runtime);
        std::filesystem::create_directory(runtime);
    }

    /// The process whose output goes to the service's log; 0 when there is none.
    pid_t servicePid() const
    {
        std::error_code ignored;
        for (const auto &process : std::filesystem::directory_iterator("/proc")) {
            const auto output = std::filesystem::read_symlink(process.path() / "fd/1", ignored);
            if (output == runtime / "podman-service.log") {
                return std::stoi(process.path().filename().string());
            }
        }
        return 0;
    }

    std::filesystem::path runtime = podman.directory() / "runtime";
    Variable noRuntimeDir{"XDG_RUNTIME_DIR", (podman.directory() / "nothing").string()};
    Variable configuration{"CONTAINERS_CONF", podman.environment().at("CONTAINERS_CONF")};
    Variable storage{"CONTAINERS_STORAGE_CONF", storageConfiguration()};

private:
    /// The service that Berth starts takes no --root: its storage comes from this file.
    std::string storageConfiguration() const
    {
        const auto file = podman.directory() / "storage.conf";
        const std::string text = "[storage]\ndriver = \"vfs\"\ngraphroot = \"" +
                                 (podman.directory() / "own-graph").string() + "\"\nrunroot = \"" +
                                 (podman.directory() / "own-run").string() + "\"\n";
        std::ofstream(file) << text;
        return file.string();
    }
};

TEST_F(Service, IsFoundByContainerHost)
{
    const Variable host("CONTAINER_HOST", "unix://" + podman.socket());
    PodmanService service(context.get_executor(), runtime);
    const auto location = run(service.locate());
    ASSERT_TRUE(location) << location.error().message;
    EXPECT_EQ(location->endpoint, net::Endpoint::unixSocket(podman.socket()));
    EXPECT_FALSE(location->ownService);
}

TEST_F(Service, OnAnotherMachineIsRefused)
{
    PodmanService service(context.get_executor(), runtime);
    for (const char *host : {"ssh://core@example.com/run/podman/podman.sock", "tcp://1.2.3.4:5"}) {
        const Variable variable("CONTAINER_HOST", host);
        EXPECT_EQ(run(service.locate()).error().code, ErrorCode::Unsupported);
    }
}

TEST_F(Service, ThatIsNamedAndSilentIsNoReasonForAnother)
{
    const std::string silent = (podman.directory() / "dead.sock").string();
    const Variable host("CONTAINER_HOST", "unix://" + silent);
    PodmanService service(context.get_executor(), runtime);
    const auto location = run(service.locate());
    ASSERT_FALSE(location);
    EXPECT_EQ(location.error().code, ErrorCode::Unavailable);
    EXPECT_NE(location.error().message.find(silent), std::string::npos);
    EXPECT_EQ(servicePid(), 0) << "its containers are others";
}

TEST_F(Service, IsStartedWhenNoneAnswers)
{
    const Variable host("CONTAINER_HOST", "");
    pid_t first = 0;
    {
        PodmanService service(context.get_executor(), runtime);
        const auto location = run(service.locate());
        ASSERT_TRUE(location) << location.error().message << location.error().details;
        ASSERT_TRUE(location->ownService);
        PodmanClient own(context.get_executor(), location->endpoint);
        const auto info = run(own.info());
        ASSERT_TRUE(info) << info.error().message;
        EXPECT_EQ(info->version.substr(0, 1), "4");
        struct stat status
        {};
        ASSERT_EQ(::stat(location->endpoint.host.c_str(), &status), 0);
        EXPECT_EQ(status.st_mode & 0777U, 0600U) << "nobody else may command this Podman";

        first = servicePid();
        ASSERT_GT(first, 0);
        EXPECT_EQ(std::filesystem::read_symlink("/proc/" + std::to_string(first) + "/cwd"),
                  runtime);
        EXPECT_TRUE(run(service.locate())->ownService);
        EXPECT_EQ(servicePid(), first) << "a service that answers is kept";
        ::kill(first, SIGKILL);
        ASSERT_TRUE(run(service.locate())) << "a service that died is started again";
        first = servicePid();
        ASSERT_GT(first, 0);
    }
    EXPECT_EQ(::kill(first, 0), -1) << "the service ends with its owner";
}

TEST_F(Service, EndsWhenItsOwnerIsKilled)
{
    const Variable host("CONTAINER_HOST", "");
    const pid_t owner = ::fork();
    if (owner == 0) {
        ::prctl(PR_SET_PDEATHSIG, SIGKILL);
        boost::asio::io_context own{1};
        PodmanService service(own.get_executor(), runtime);
        const auto location = test::runTask(own, service.locate());
        if (location) {
            ::pause();
        }
        ::_exit(1);
    }
    const std::string socket = (runtime / "podman.sock").string();
    PodmanClient own(context.get_executor(), net::Endpoint::unixSocket(socket));
    const bool created = test::CreationWatch(socket).wait(std::chrono::seconds(20));
    const bool listening = created && test::waitUntilListening(socket, std::chrono::seconds(20));
    const bool answers = listening && run(own.info()).has_value();
    const pid_t service = servicePid();
    ::kill(owner, SIGKILL);
    ::waitpid(owner, nullptr, 0);
    ASSERT_TRUE(answers);
    ASSERT_GT(service, 0);
    const auto ended = run(waitForExit(service));
    EXPECT_TRUE(ended || ended.error().code == ErrorCode::NotFound) << ended.error().message;
}

TEST_F(Service, SaysWhatToInstallWhenPodmanIsMissing)
{
    if (std::filesystem::exists("/run/podman/podman.sock")) {
        FAIL() << "this machine's own Podman service runs; stop it: systemctl stop podman.socket";
    }
    const Variable host("CONTAINER_HOST", "");
    const Variable path("PATH", runtime.string());
    PodmanService service(context.get_executor(), runtime);
    const auto location = run(service.locate());
    ASSERT_FALSE(location);
    EXPECT_EQ(location.error().code, ErrorCode::PodmanMissing);
    EXPECT_NE(location.error().message.find("sudo apt install podman"), std::string::npos);
}

TEST_F(Service, ThatDoesNotStartIsExplained)
{
    const Variable host("CONTAINER_HOST", "");
    const auto program = runtime / "podman";
    std::ofstream(program) << "#!/bin/sh\necho 'storage is broken' >&2\nexit 125\n";
    std::filesystem::permissions(program, std::filesystem::perms(0755));
    const Variable path("PATH", runtime.string());
    PodmanService service(context.get_executor(), runtime);
    const auto location = run(service.locate());
    ASSERT_FALSE(location);
    EXPECT_EQ(location.error().code, ErrorCode::Unavailable);
    EXPECT_NE(location.error().details.find("storage is broken"), std::string::npos);
}

} // namespace
} // namespace berth::podman
