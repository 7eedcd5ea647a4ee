// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/podman/podman_fixture.h"

#include "support/podman/readiness.h"

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <random>
#include <stdexcept>

#include <pwd.h>
#include <unistd.h>

namespace berth::test {

namespace fs = std::filesystem;

namespace {

constexpr std::chrono::seconds readyTimeout{60};
constexpr std::chrono::seconds cleanUpTimeout{60};

/// Waits for the end of its input, that is of the test, then clears everything away. It runs
/// detached, so that whatever kills the test does not reach it. Arguments: directory, user,
/// then the podman command.
constexpr const char *guardianScript = R"sh(
directory=$1 user=$2
shift 2
cat > /dev/null
"$@" rm --all --force --time 0 > "$directory/cleanup.log" 2>&1
[ -s "$directory/service.pid" ] && kill -9 "$(cat "$directory/service.pid")" 2> /dev/null
if [ -n "$user" ]; then
    for i in 1 2 3; do pkill -9 -u "$user" || break; done
fi
grep -F " $directory/" /proc/mounts | cut -d ' ' -f 2 | sort -r | xargs -r umount -l
[ -n "$user" ] && userdel "$user"
rm -rf "$directory"
)sh";

fs::path makeDirectory()
{
    // Not TMPDIR: a socket's path may have 107 characters only.
    std::string pattern = "/tmp/berth-podman-XXXXXX";
    if (::mkdtemp(pattern.data()) == nullptr) {
        throw std::runtime_error("Cannot make a directory like " + pattern);
    }
    return pattern;
}

/// crun refuses control groups that are neither version 1 nor 2 all through.
bool needsRunc()
{
    return !fs::exists("/sys/fs/cgroup/cgroup.controllers");
}

std::string randomDigits(std::size_t count)
{
    static const char digits[] = "0123456789abcdef";
    std::random_device random;
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += digits[random() % 16];
    }
    return text;
}

std::string randomName(const std::string &prefix)
{
    return prefix + randomDigits(8);
}

/// A default network of the fixture's own. Netavark derives its firewall chains from the network's
/// name and removes them with the last container of a bridge: under a name that is used elsewhere,
/// one fixture's end would cut off the published ports of another, and of the person's own Podman.
std::string networkDefinition(const std::string &name)
{
    std::random_device random;
    const std::string net =
        "10." + std::to_string(128 + random() % 100) + '.' + std::to_string(random() % 256) + '.';
    return R"({"name":")" + name + R"(","id":")" + randomDigits(64) +
           R"(","driver":"bridge","network_interface":")" + name +
           R"(","created":"2026-01-01T00:00:00Z","subnets":[{"subnet":")" + net +
           R"(0/24","gateway":")" + net +
           R"(1"}],"ipv6_enabled":false,"internal":false,"dns_enabled":false,)"
           R"("ipam_options":{"driver":"host-local"}})";
}

void requireProgram(const std::string &name, const std::string &package)
{
    const std::string test = "command -v " + name + " > /dev/null";
    if (std::system(test.c_str()) != 0) {
        throw std::runtime_error(name + " is missing; install it with: apt-get install " + package);
    }
}

} // namespace

PodmanFixture::PodmanFixture(Mode mode)
    : m_rootless(mode == Mode::Rootless || ::geteuid() != 0)
    , m_directory(makeDirectory())
{
    requireProgram("podman", "podman");
    fs::permissions(m_directory, fs::perms(0755));
    if (mode == Mode::Rootless) {
        makeUser();
    }
    writeConfiguration();
    startGuardian();
    startService();
}

PodmanFixture::~PodmanFixture()
{
    m_guardian->closeInput();
    // The guardian's output ends when it has finished.
    m_guardian->readAll(ChildProcess::Stream::Output, cleanUpTimeout);
}

PodmanFixture &PodmanFixture::shared()
{
    // Static storage: goes when the process ends in order; the guardian covers the rest.
    static PodmanFixture fixture;
    return fixture;
}

void PodmanFixture::makeUser()
{
    if (::geteuid() != 0) {
        throw std::runtime_error("The rootless fixture makes a user, which needs root.");
    }
    m_user = randomName("berth");
    const std::string home = (m_directory / "home").string();
    outputOf({"useradd", "--create-home", "--home-dir", home, "--shell", "/bin/sh", m_user});
    const std::string runtime = (m_directory / "xdg").string();
    fs::create_directory(runtime);
    outputOf({"chown", m_user, m_directory.string(), runtime});
    outputOf({"chmod", "0700", runtime});
    // Udev lets everybody use it, where there is an udev; networks without root need it.
    const fs::path tunnels = "/dev/net/tun";
    if (fs::exists(tunnels)) {
        fs::permissions(tunnels, fs::perms(0666));
    }
}

void PodmanFixture::writeConfiguration() const
{
    fs::create_directory(m_directory / "networks");
    const std::string network = randomName("bt"); // also the bridge's: 15 characters at most
    std::ofstream(m_directory / "networks" / (network + ".json")) << networkDefinition(network);
    std::ofstream file(m_directory / "containers.conf");
    file << "[engine]\nevents_logger = \"file\"\ncgroup_manager = \"cgroupfs\"\n";
    if (m_user.empty()) {
        file << "tmp_dir = \"" << (m_directory / "tmp").string() << "\"\n";
    }
    if (needsRunc()) {
        requireProgram("runc", "runc");
        file << "runtime = \"runc\"\n";
    }
    file << "[network]\nnetwork_config_dir = \"" << (m_directory / "networks").string() << "\"\n"
         << "default_network = \"" << network << "\"\n"
         << "[containers]\n"
         << "default_ulimits = [\"nofile=4096:4096\", \"nproc=1000:1000\"]\n";
    file.close();
    if (!m_user.empty()) {
        outputOf({"chown", "-R", m_user, (m_directory / "networks").string()});
    }
}

std::vector<std::string> PodmanFixture::asUser(std::vector<std::string> command) const
{
    // conmon of Podman 4.3 leaves files in the folder that Podman was started in.
    std::vector<std::string> full = {
        "env", "--chdir=" + m_directory.string(), "-u", "CONTAINER_HOST",
        "CONTAINERS_CONF=" + (m_directory / "containers.conf").string()};
    if (!m_user.empty()) {
        full.insert(full.begin(),
                    {"setpriv", "--reuid=" + m_user, "--regid=" + m_user, "--init-groups"});
        full.push_back("HOME=" + (m_directory / "home").string());
        full.push_back("XDG_RUNTIME_DIR=" + (m_directory / "xdg").string());
    }
    full.insert(full.end(), command.begin(), command.end());
    return full;
}

std::vector<std::string>
PodmanFixture::podmanCommand(const std::vector<std::string> &arguments) const
{
    std::vector<std::string> command = {"podman", "--root", (m_directory / "graph").string(),
                                        "--runroot", (m_directory / "run").string()};
    if (m_rootless) {
        command.insert(command.end(), {"--storage-driver", "vfs"});
    }
    command.insert(command.end(), arguments.begin(), arguments.end());
    return asUser(std::move(command));
}

void PodmanFixture::startGuardian()
{
    std::vector<std::string> command = {
        "setsid", "--fork", "sh", "-c", guardianScript, "guardian", m_directory.string(), m_user};
    const std::vector<std::string> podmanProgram = podmanCommand({});
    command.insert(command.end(), podmanProgram.begin(), podmanProgram.end());
    m_guardian = std::make_unique<ChildProcess>(command);
}

void PodmanFixture::startService()
{
    fs::remove(socket());
    CreationWatch created(socket());
    // The log goes to a file: a pipe that nobody reads would stop the service one day.
    std::vector<std::string> command = {
        "sh", "-c", R"(echo $$ > "$0/service.pid"; exec "$@" > "$0/service.log" 2>&1)",
        m_directory.string()};
    const auto service = podmanCommand({"system", "service", "--time=0", "unix://" + socket()});
    command.insert(command.end(), service.begin(), service.end());
    m_service = std::make_unique<ChildProcess>(command);
    if (!created.wait(readyTimeout) || !waitUntilListening(socket(), readyTimeout)) {
        std::ifstream log(m_directory / "service.log");
        throw std::runtime_error("podman system service does not start: " +
                                 std::string(std::istreambuf_iterator<char>(log), {}));
    }
}

void PodmanFixture::killService()
{
    m_service->signal(SIGKILL);
    if (!m_user.empty()) {
        // Rootless Podman is two processes, and the one that serves is the child.
        outputOf({"sh", "-c", "pkill -9 -u \"$0\" -x podman || true", m_user});
    }
    m_service->wait();
}

std::map<std::string, std::string> PodmanFixture::environment() const
{
    return {{"CONTAINER_HOST", "unix://" + socket()},
            {"CONTAINERS_CONF", (m_directory / "containers.conf").string()}};
}

std::string PodmanFixture::makeArchive(const std::string &program, const std::string &name) const
{
    const fs::path folder = m_directory / randomName("archive-");
    fs::create_directory(folder);
    fs::copy_file(program, folder / name);
    fs::permissions(folder / name, fs::perms(0755));
    const std::string tar = folder.string() + ".tar";
    outputOf({"tar", "--create", "--file", tar, "--directory", folder.string(), name});
    return tar;
}

void PodmanFixture::importProgram(const std::string &program, const std::string &reference,
                                  const std::vector<std::string> &changes)
{
    const std::string name = fs::path(program).filename().string();
    std::vector<std::string> command = {"import", "--quiet", "--change",
                                        "ENTRYPOINT [\"/" + name + "\"]"};
    for (const std::string &change : changes) {
        command.insert(command.end(), {"--change", change});
    }
    command.insert(command.end(), {makeArchive(program, name), reference});
    podman(command);
}

const std::string &PodmanFixture::probeImage()
{
    if (m_probeImage.empty()) {
        m_probeImage = "localhost/berth-probe:1";
        importProgram(BERTH_PROBE_PROGRAM, m_probeImage);
    }
    return m_probeImage;
}

std::string PodmanFixture::podman(const std::vector<std::string> &arguments) const
{
    return outputOf(podmanCommand(arguments));
}

RegistryFixture::RegistryFixture(const fs::path &directory)
{
    requireProgram("docker-registry", "docker-registry");
    const fs::path configuration = directory / "registry.yml";
    std::ofstream(configuration) << "version: 0.1\nstorage:\n  filesystem:\n    rootdirectory: "
                                 << (directory / "registry").string()
                                 << "\nhttp:\n  addr: 127.0.0.1:0\n";
    m_process = std::make_unique<ChildProcess>(
        std::vector<std::string>{"docker-registry", "serve", configuration.string()});
    const std::string words = "listening on ";
    const auto line = m_process->waitForLine(ChildProcess::Stream::Error, words);
    if (!line) {
        throw std::runtime_error("docker-registry does not start.");
    }
    const auto start = line->find(words) + words.size();
    m_address = line->substr(start, line->find('"', start) - start);
}

} // namespace berth::test
