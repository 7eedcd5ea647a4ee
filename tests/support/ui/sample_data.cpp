// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/ui/fake_engine.h"

#include <cmath>

namespace berth::test {
namespace {

using namespace std::chrono_literals;
using engine::InstanceSnapshot;
using model::EnvType;
using model::InstanceState;

model::EnvVariable variable(std::string name, EnvType type, std::string description)
{
    model::EnvVariable result;
    result.name = std::move(name);
    result.type = type;
    result.description = std::move(description);
    return result;
}

model::Server server(std::string id, std::string name, std::string image, std::string version,
                     std::string description)
{
    model::Server result;
    result.id = std::move(id);
    result.name = std::move(name);
    result.dockerImageUrl = std::move(image);
    result.version = std::move(version);
    result.description = std::move(description);
    result.status = "active";
    return result;
}

model::Server postgres()
{
    model::Server result = server("srv-postgres", "PostgreSQL", "mcp/postgres:0.6.2", "0.6.2",
                                  "Query a database and read its schema.");
    result.tags = {"database", "sql"};
    auto url = variable("DATABASE_URL", EnvType::Url, "Where the database answers");
    url.required = true;
    url.placeholder = "postgresql://host:5432/database";
    auto password = variable("PGPASSWORD", EnvType::String, "Password of the database user");
    password.required = true;
    password.secret = true;
    auto maximum = variable("MAX_CONNECTIONS", EnvType::Integer, "Connections kept open at most");
    maximum.minimum = 1;
    maximum.maximum = 100;
    maximum.defaultValue = "10";
    auto access = variable("ACCESS_MODE", EnvType::Enum, "What queries may do");
    access.choices = {"read-only", "read-write"};
    access.defaultValue = "read-only";
    auto folder = variable("EXPORT_DIR", EnvType::Filepath, "Folder for exports");
    auto verify = variable("SSL_VERIFY", EnvType::Boolean, "Verify certificates");
    verify.defaultValue = "true";
    result.envSchema = {url, password, maximum, access, folder, verify};
    return result;
}

std::vector<model::Server> sampleServers()
{
    auto github = server("srv-github", "GitHub", "ghcr.io/github/github-mcp-server:0.18", "0.18.0",
                         "Repositories, issues and pull requests.");
    github.tags = {"code"};
    auto token = variable("GITHUB_PERSONAL_ACCESS_TOKEN", EnvType::String,
                          "Token with the scopes the tools need");
    token.required = true;
    token.secret = true;
    token.helpUrl = "https://github.com/settings/tokens";
    auto host = variable("GITHUB_HOST", EnvType::Url, "Only for GitHub Enterprise");
    github.envSchema = {token, host};
    auto everything = server("srv-everything", "Everything", "localhost/mcp/everything", "2026.1.0",
                             "Exercises every part of the protocol.");
    everything.tags = {"test"};
    auto echo = server("srv-echo", "Echo", "localhost/berth/echo:1", "1.0.0",
                       "The small server that comes with Berth.");
    echo.tags = {"demo", "test"};
    auto delay = variable("ECHO_DELAY_MS", EnvType::Integer, "Wait before each answer");
    delay.minimum = 0;
    delay.maximum = 60000;
    delay.defaultValue = "0";
    echo.envSchema = {delay};
    auto playwright = server("srv-playwright", "Playwright", "mcp/playwright:1.2", "1.2.0",
                             "Drives a browser: open pages, click, read, take pictures.");
    playwright.tags = {"browser"};
    return {echo, everything, github, playwright, postgres()};
}

model::Tool tool(std::string name, std::string description)
{
    model::Tool result;
    result.name = std::move(name);
    result.description = std::move(description);
    result.inputSchema = {
        {"type", "object"},
        {"properties",
         {{"owner", {{"type", "string"}, {"description", "Account that owns the repository"}}},
          {"repo", {{"type", "string"}}},
          {"page", {{"type", "integer"}, {"minimum", 1}}}}},
        {"required", {"owner", "repo"}}};
    return result;
}

struct Sample
{
    const char *id;
    const char *name;
    const char *image;
    InstanceState state;
    const char *reason;
};

InstanceSnapshot containerInstance(const Sample &sample, base::Timestamp now)
{
    InstanceSnapshot snapshot;
    snapshot.instance.id = sample.id;
    snapshot.instance.name = sample.name;
    snapshot.instance.slug = sample.name;
    snapshot.instance.state = sample.state;
    snapshot.instance.reason = sample.reason;
    snapshot.instance.desired = sample.state == InstanceState::Stopped
                                    ? model::DesiredState::Stopped
                                    : model::DesiredState::Running;
    snapshot.instance.createdAt = now - 72h;
    snapshot.instance.updatedAt = now - 1h;
    model::DockerSpec spec;
    spec.image = sample.image;
    spec.port = 8080;
    spec.resources.memoryLimit = "256m";
    spec.resources.cpuLimit = "0.5";
    spec.resources.pidsLimit = 256;
    snapshot.instance.spec.type = spec;
    snapshot.address = std::string("http://127.0.0.1:7999/mcp/") + sample.name;
    return snapshot;
}

void run(InstanceSnapshot &snapshot, base::Timestamp now, std::chrono::seconds age, double cpu,
         std::int64_t megabytes)
{
    snapshot.startedAt = now - age;
    snapshot.containerId = "9f3c1e0a41d2";
    snapshot.usage = engine::Usage{cpu, megabytes * 1024 * 1024, 256LL * 1024 * 1024, 14};
    for (int i = 0; i < 48; ++i) {
        engine::HealthSample sample;
        sample.time = now - 30s * (47 - i);
        sample.healthy = i != 17 && i != 18;
        sample.responseTime =
            std::chrono::microseconds(11000 + static_cast<int>(2500 * std::sin(i * 0.9)));
        if (!sample.healthy) {
            sample.problem = "no answer in 5 s";
        }
        snapshot.health.push_back(sample);
    }
}

InstanceSnapshot github(base::Timestamp now)
{
    auto snapshot =
        containerInstance({"inst-github", "github", "ghcr.io/github/github-mcp-server:0.18",
                           InstanceState::Running, ""},
                          now);
    snapshot.serverName = "GitHub";
    snapshot.instance.serverSpecId = "srv-github";
    snapshot.instance.spec.docker()->environment = {
        {"GITHUB_PERSONAL_ACCESS_TOKEN", "secret_ref:inst-github:GITHUB_PERSONAL_ACCESS_TOKEN"}};
    snapshot.instance.tools = {
        tool("create_issue", "Create an issue in a repository."),
        tool("get_file_contents", "Read a file or the listing of a folder."),
        tool("list_commits", "Commits of a branch, newest first."),
        tool("list_issues", "Issues of a repository, with filters for state and labels."),
        tool("merge_pull_request", "Merge a pull request that passed its checks."),
        tool("search_code", "Find code across the repositories the token can read.")};
    run(snapshot, now, 5h + 12min, 0.021, 84);
    return snapshot;
}

void putInstances(FakeEngine &engine, base::Timestamp now)
{
    auto filesystem = containerInstance(
        {"inst-fs", "filesystem", "mcp/filesystem", InstanceState::Running, ""}, now);
    run(filesystem, now, 52h + 7min, 0.004, 38);
    filesystem.instance.spec.docker()->transport = model::Transport::Stdio;
    filesystem.instance.spec.docker()->gateway.backEnds = model::BackEnds::PerClient;
    filesystem.backEnds = {3, 8};
    engine.put(filesystem);
    engine.put(github(now));
    auto pulling = containerInstance(
        {"inst-play", "playwright", "mcp/playwright:1.2", InstanceState::Pulling, ""}, now);
    pulling.serverName = "Playwright";
    pulling.progress = engine::Progress{"Pulling mcp/playwright", 0.42, "62 of 148 MB"};
    engine.put(pulling);
    auto notion = containerInstance({"inst-notion", "notion", "", InstanceState::Running, ""}, now);
    model::UrlSpec url;
    url.endpoint = "https://mcp.notion.com/mcp";
    notion.instance.spec.type = url;
    notion.startedAt = now - 264h;
    engine.put(notion);
    auto failed = containerInstance({"inst-pg", "postgres-prod", "mcp/postgres:0.6.2",
                                     InstanceState::Failed, "PGPASSWORD is not in the keychain"},
                                    now);
    failed.serverName = "PostgreSQL";
    failed.instance.serverSpecId = "srv-postgres";
    failed.errorDetails = "secret_ref:inst-pg:PGPASSWORD: no entry mcp_instance_inst-pg_PGPASSWORD";
    engine.put(failed);
    engine.put(containerInstance(
        {"inst-memory", "memory", "mcp/memory", InstanceState::Stopped, ""}, now));
    auto unhealthy = containerInstance({"inst-every", "everything", "localhost/mcp/everything",
                                        InstanceState::Unhealthy, "no answer in 10 s"},
                                       now);
    unhealthy.instance.serverSpecId = "srv-everything";
    run(unhealthy, now, 3min, 0.148, 201);
    engine.put(unhealthy);
}

std::vector<engine::ConnectionSnapshot> sampleConnections(base::Timestamp now)
{
    engine::ConnectionSnapshot staging;
    staging.connection.id = "con-staging";
    staging.connection.name = "staging";
    staging.connection.role = model::ConnectionRole::Watch;
    staging.connection.mark = model::ConnectionMark::Production;
    staging.connection.url = "rediss://berth@redis.staging.example.com:6380";
    staging.connection.caFile = "/etc/berth/staging-ca.pem";
    staging.connection.platformUrl = "https://agents.staging.example.com/v1";
    staging.connection.createdAt = now - 240h;
    staging.state = engine::ConnectionState::Connected;
    staging.roundTrip = 3200us;
    staging.instances = 2;
    staging.managers = {"harbour-01", "harbour-02"};
    engine::ConnectionSnapshot lab;
    lab.connection.id = "con-lab";
    lab.connection.name = "lab";
    lab.connection.role = model::ConnectionRole::Console;
    lab.connection.url = "redis://lab.example.com:6379";
    lab.connection.createdAt = now - 120h;
    lab.state = engine::ConnectionState::Connected;
    lab.roundTrip = 12400us;
    lab.instances = 1;
    lab.managers = {"lab-runner"};
    return {staging, lab};
}

/// What managers elsewhere run.
void putRemoteInstances(FakeEngine &engine, base::Timestamp now)
{
    const auto put = [&](const Sample &sample, const char *connection, const char *name,
                         const char *manager) {
        InstanceSnapshot snapshot = containerInstance(sample, now);
        snapshot.isRemote = true;
        snapshot.instance.connectionId = connection;
        snapshot.connectionName = name;
        snapshot.manager = manager;
        snapshot.address.clear();
        if (sample.state == InstanceState::Running) {
            snapshot.startedAt = now - 31h;
        }
        engine.put(snapshot);
    };
    put({"rem-search", "search", "ghcr.io/acme/search:2.1", InstanceState::Running, ""},
        "con-staging", "staging", "harbour-01");
    put({"rem-billing", "billing", "ghcr.io/acme/billing:7", InstanceState::Failed,
         "the image is not in its registry"},
        "con-staging", "staging", "harbour-02");
    put({"rem-crawler", "crawler", "ghcr.io/acme/crawler:0.3", InstanceState::Running, ""},
        "con-lab", "lab", "lab-runner");
}

void putLogs(FakeEngine &engine, base::Timestamp now)
{
    std::vector<engine::LogLine> lines;
    const char *const texts[] = {"GitHub MCP Server running on :8080",
                                 "POST /mcp 200 11ms",
                                 "tools/call list_issues owner=acme repo=harbour 240ms",
                                 "POST /mcp 200 243ms",
                                 "rate limit: 4981 of 5000 left",
                                 "tools/call get_file_contents path=README.md 92ms",
                                 "POST /mcp 200 95ms"};
    for (int i = 0; i < 120; ++i) {
        lines.push_back({now - 7s * (120 - i), i % 29 == 13,
                         i % 29 == 13 ? "warning: response took longer than 200 ms"
                                      : texts[static_cast<std::size_t>(i) % std::size(texts)]});
    }
    engine.appendLog("inst-github", lines);
}

} // namespace

void fillWithSample(FakeEngine &engine, base::Timestamp now)
{
    engine::SystemSnapshot system;
    using engine::ComponentState;
    system.podman = {ComponentState::Ok, "Podman 4.3.1, rootless", {}, {}};
    system.gateway = {ComponentState::Ok, "Gateway 127.0.0.1:7999", {}, {}};
    system.keychain = {ComponentState::Ok, "Keychain", {}, {}};
    system.gatewayAddress = "http://127.0.0.1:7999";
    system.apiSocket = "/run/user/1000/berth/berth.sock";
    engine.setSystem(system);
    engine.setServers(sampleServers());
    engine.setConnections(sampleConnections(now));
    putInstances(engine, now);
    putRemoteInstances(engine, now);
    putLogs(engine, now);
    putEvents(engine, now);
    engine.secretCommands().setEntries(sampleSecrets(now));
    engine.setReady();
}

} // namespace berth::test
