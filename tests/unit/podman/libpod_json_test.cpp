// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "podman/libpod_json.h"

#include <gtest/gtest.h>

namespace berth::podman {
namespace {

using base::ErrorCode;

/// Recorded from Podman 4.3.1 and shortened.
constexpr const char *inspectAnswer = R"json(
{
 "Id": "3fca4b8c7cf9f6770493ce318963ce86488c1ef5a4a412f28522fdc53cd0ed20",
 "Created": "2026-11-22T19:13:05.869170295Z",
 "State": {
  "OciVersion": "1.0.2-dev",
  "Status": "running",
  "Running": true,
  "OOMKilled": false,
  "Pid": 4711,
  "ExitCode": 0,
  "Error": "",
  "StartedAt": "2026-11-22T19:13:06.252860134Z",
  "FinishedAt": "2026-11-22T19:13:06.253837081Z"
 },
 "Image": "d70595b83d1c1898e0e81121be636542377e2f54271326aa4c8cd158305e59be",
 "ImageName": "localhost/probe:1",
 "Name": "t1",
 "NetworkSettings": {
  "EndpointID": "",
  "Gateway": "",
  "IPAddress": "",
  "IPPrefixLen": 0,
  "IPv6Gateway": "",
  "GlobalIPv6Address": "",
  "GlobalIPv6PrefixLen": 0,
  "MacAddress": "",
  "Bridge": "",
  "SandboxID": "",
  "HairpinMode": false,
  "LinkLocalIPv6Address": "",
  "LinkLocalIPv6PrefixLen": 0,
  "Ports": {
   "8080/tcp": [
    {
     "HostIp": "127.0.0.1",
     "HostPort": "39385"
    }
   ]
  },
  "SandboxKey": "",
  "Networks": {
   "podman": {
    "EndpointID": "",
    "Gateway": "",
    "IPAddress": "10.88.0.5",
    "IPPrefixLen": 0,
    "IPv6Gateway": "",
    "GlobalIPv6Address": "",
    "GlobalIPv6PrefixLen": 0,
    "MacAddress": "",
    "NetworkID": "podman",
    "DriverOpts": null,
    "IPAMConfig": null,
    "Links": null,
    "Aliases": [
     "3fca4b8c7cf9"
    ]
   }
  }
 },
 "Config": {
  "Labels": {
   "berth.owner": "me"
  }
 }
}
)json";

constexpr const char *listAnswer = R"json(
[{"AutoRemove":false,"Command":["env","TOK"],"Created":"2026-11-22T19:13:05.869170295Z","CreatedAt":"","Exited":true,"ExitedAt":1795374786,"ExitCode":0,"Id":"3fca4b8c7cf9f6770493ce318963ce86488c1ef5a4a412f28522fdc53cd0ed20","Image":"localhost/probe:1","ImageID":"d70595b83d1c1898e0e81121be636542377e2f54271326aa4c8cd158305e59be","IsInfra":false,"Labels":{"berth.owner":"me"},
"Mounts":["/x","/v"],"Names":["t1"],"Namespaces":{},"Networks":["podman"],"Pid":0,"Pod":"","PodName":"","Ports":[{"host_ip":"127.0.0.1","container_port":8080,"host_port":39385,"range":1,"protocol":"tcp"}],"Size":null,"StartedAt":1795374786,"State":"exited","Status":""}]
)json";

constexpr const char *infoAnswer = R"json(
{"host":{"cgroupVersion":"CGROUP","cgroupControllers":["cpuset","cpu","memory","pids"],
"ociRuntime":{"name":"runc"},"security":{"rootless":ROOTLESS}},
"version":{"APIVersion":"4.3.1","Version":"4.3.1"}}
)json";

std::string info(const std::string &cgroup, const std::string &rootless)
{
    std::string text = infoAnswer;
    text.replace(text.find("CGROUP"), 6, cgroup);
    text.replace(text.find("ROOTLESS"), 8, rootless);
    return text;
}

TEST(LibpodJson, KeepsFoldersOfAReadOnlySystemWritable)
{
    ContainerConfig config;
    EXPECT_FALSE(createBody(config, {}, "/init").contains("mounts"));
    config.readOnlyRoot = true;
    config.mounts = {{"/srv", "/tmp", true}};
    const auto body = createBody(config, {}, "/init");
    ASSERT_EQ(body["mounts"].size(), 2U) << body["mounts"];
    EXPECT_EQ(body["mounts"][0]["source"], "/srv") << "what is mounted there stays";
    EXPECT_EQ(body["mounts"][1]["destination"], "/run");
    EXPECT_EQ(body["mounts"][1]["type"], "tmpfs");
}

TEST(LibpodJson, ReadsAnInspection)
{
    const auto details = parseDetails(inspectAnswer);
    ASSERT_TRUE(details) << details.error().message;
    EXPECT_EQ(details->id, "3fca4b8c7cf9f6770493ce318963ce86488c1ef5a4a412f28522fdc53cd0ed20");
    EXPECT_EQ(details->name, "t1");
    EXPECT_EQ(details->state, "running");
    EXPECT_EQ(details->pid, 4711);
    EXPECT_EQ(details->image, "localhost/probe:1");
    EXPECT_EQ(details->ipAddress, "10.88.0.5");
    EXPECT_EQ(details->labels, (Labels{{"berth.owner", "me"}}));
    EXPECT_EQ(details->hostPorts, (std::map<std::uint16_t, std::uint16_t>{{8080, 39385}}));
    EXPECT_EQ(base::toRfc3339(details->startedAt), "2026-11-22T19:13:06.252860Z");
    EXPECT_FALSE(details->oomKilled);
}

TEST(LibpodJson, ReadsAList)
{
    const auto containers = parseList(listAnswer);
    ASSERT_TRUE(containers) << containers.error().message;
    ASSERT_EQ(containers->size(), 1U);
    EXPECT_EQ(containers->front().name, "t1");
    EXPECT_EQ(containers->front().state, "exited");
    EXPECT_EQ(containers->front().labels, (Labels{{"berth.owner", "me"}}));
    EXPECT_TRUE(parseList("[]")->empty());
    EXPECT_TRUE(parseList("null")->empty());
}

TEST(LibpodJson, KnowsWhereLimitsCanBeApplied)
{
    EXPECT_TRUE(parseInfo(info("v1", "false"))->cgroupLimits);
    EXPECT_FALSE(parseInfo(info("v1", "true"))->cgroupLimits);
    EXPECT_TRUE(parseInfo(info("v2", "true"))->cgroupLimits);
    EXPECT_EQ(parseInfo(info("v1", "true"))->version, "4.3.1");
    EXPECT_EQ(parseInfo(info("v1", "true"))->runtime, "runc");
    EXPECT_TRUE(parseInfo(info("v1", "true"))->rootless);
}

TEST(LibpodJson, SurvivesAnswersOfAnotherShape)
{
    for (const char *text : {"", "null", "[]", "{}", "7", "\"x\"", "[7]", "[[[", "{\"Id\":7}",
                             R"({"State":[],"NetworkSettings":{"Ports":{"x":[{}]}}})"}) {
        EXPECT_EQ(parseDetails(text).error().code, ErrorCode::ProtocolError) << text;
        EXPECT_EQ(parseInfo(text).error().code, ErrorCode::ProtocolError) << text;
        EXPECT_EQ(parseMember(text, "Id").error().code, ErrorCode::ProtocolError) << text;
        (void)parseList(text);
        (void)parseNames(text);
        (void)parseSecretNames(text, "berth-");
        EXPECT_FALSE(parseEvent(text)) << text;
    }
}

TEST(LibpodJson, ReadsAnEvent)
{
    const auto event = parseEvent(
        R"({"status":"died","id":"2f1d","from":"localhost/probe:1","Type":"container","Action":"died","Actor":{"ID":"2f1d","Attributes":{"berth.owner":"me","containerExitCode":"143","image":"localhost/probe:1","name":"t3","podId":""}},"scope":"local","time":1795374896,"timeNano":1795374896090274590})");
    ASSERT_TRUE(event);
    EXPECT_EQ(event->action, "died");
    EXPECT_EQ(event->containerId, "2f1d");
    EXPECT_EQ(event->exitCode, 143);
    EXPECT_EQ(event->labels, (Labels{{"berth.owner", "me"}}));
    EXPECT_EQ(base::toRfc3339(event->time), "2026-11-22T19:14:56.090274Z");
    EXPECT_FALSE(parseEvent(R"({"Type":"image","Action":"pull","Actor":{}})"));
}

TEST(LibpodJson, WritesTheWholeConfiguration)
{
    ContainerConfig config;
    config.name = "berth-echo";
    config.image = "localhost/berth-echo:1";
    config.command = {"serve"};
    config.environment = {{"A", "b"}};
    config.secrets = {{SecretDelivery::Way::Variable, "TOKEN", base::Secret("hush")},
                      {SecretDelivery::Way::Variable, "EMPTY", base::Secret()}};
    config.publishPort = 8080;
    config.memoryBytes = 64;
    config.milliCpus = 500;
    config.pids = 10;
    config.rlimits = {{"nofile", 1024, 4096}};
    config.mounts = {{"/srv", "/data", true}, {"cache", "/cache", false}};
    const auto body = createBody(config,
                                 {{SecretDelivery::Way::Variable, "TOKEN", "berth-1"},
                                  {SecretDelivery::Way::File, "KEY", "berth-2"},
                                  {SecretDelivery::Way::Mount, "/etc/x/key.pem", "berth-3"}},
                                 "/opt/berth-init");
    EXPECT_EQ(body["resource_limits"]["memory"]["swap"], 64);
    EXPECT_EQ(body["resource_limits"]["cpu"]["quota"], 50000);
    EXPECT_EQ(body["resource_limits"]["pids"]["limit"], 10);
    EXPECT_EQ(body["portmappings"][0]["host_ip"], "127.0.0.1");
    EXPECT_EQ(body["portmappings"][0]["host_port"], 0);
    EXPECT_EQ(body["cap_drop"], base::Json::array({"all"}));
    EXPECT_EQ(body["netns"]["nsmode"], "bridge");
    EXPECT_EQ(body["mounts"][0]["options"], base::Json::array({"ro", "rprivate"}));
    EXPECT_EQ(body["volumes"][0]["Name"], "cache");
    EXPECT_EQ(body["secrets"][0]["Target"], "berth-env.TOKEN");
    EXPECT_EQ(body["secrets"][1]["Target"], "berth-file.KEY");
    EXPECT_EQ(body["secrets"][2]["Target"], "/etc/x/key.pem");
    EXPECT_EQ(body["mounts"][1]["destination"], "/run/secrets");
    EXPECT_EQ(body["init_path"], "/opt/berth-init");
    EXPECT_EQ(body["env"], (base::Json{{"A", "b"}, {"EMPTY", ""}}));
    EXPECT_EQ(base::toText(body).find("hush"), std::string::npos);
}

TEST(LibpodJson, NamesANetworkOfOnesOwn)
{
    ContainerConfig config;
    config.network = "team";
    const auto body = createBody(config, {}, {});
    EXPECT_EQ(body["netns"]["nsmode"], "bridge");
    EXPECT_TRUE(body["networks"].contains("team"));
    EXPECT_FALSE(body.contains("secrets"));
    EXPECT_FALSE(body.contains("init_path"));
}

} // namespace
} // namespace berth::podman
