// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "cli/api_client.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace berth::cli {

/// Whether people or programs read the output.
enum class Format
{
    Text,
    Json
};

// Each runs one sub-command and prints what it has to say to standard output.

base::Status showStatus(ApiClient &api, Format format);

base::Status listServers(ApiClient &api, Format format);
base::Status addServer(ApiClient &api, Format format, const std::string &file);
base::Status removeServer(ApiClient &api, Format format, const std::string &name);

struct LogOptions
{
    int tail = 200;
    bool follow = false;
    bool timestamps = false;
};

base::Status listInstances(ApiClient &api, Format format);
base::Status createInstance(ApiClient &api, Format format, const std::string &file, bool start);
/// `action`: start, stop or restart.
base::Status moveInstance(ApiClient &api, Format format, const std::string &action,
                          const std::string &name);
base::Status removeInstance(ApiClient &api, Format format, const std::string &name);
base::Status inspectInstance(ApiClient &api, Format format, const std::string &name);
/// Writes what makes the same instance elsewhere, to a new file or to standard output for "-".
/// Secrets are in it as references.
base::Status exportInstance(ApiClient &api, const std::string &name, const std::string &file);
/// Makes an instance of what exportInstance() wrote, and says which secrets have no value here.
base::Status importInstance(ApiClient &api, Format format, const std::string &file, bool start);
base::Status showLogs(ApiClient &api, Format format, const std::string &name,
                      const LogOptions &options);

/// What the person wants of a group.
struct GroupOptions
{
    std::string name;
    std::string title;
    bool hasTitle = false;
    bool hasAll = false;                ///< all instances that run
    std::vector<std::string> instances; ///< the members; empty: as they are
    std::vector<std::string> tools;     ///< "INSTANCE=tool,tool", or "INSTANCE" for all of its
};

base::Status listGroups(ApiClient &api, Format format);
base::Status addGroup(ApiClient &api, Format format, const GroupOptions &options);
base::Status setGroup(ApiClient &api, Format format, const GroupOptions &options);
base::Status removeGroup(ApiClient &api, Format format, const GroupOptions &options);

struct ConnectOptions
{
    std::string client = "json"; ///< as model::clientSnippets() names them
    bool withToken = false;      ///< with a place for a token
};

/// Prints what to write into a client's file so that it reaches the instance.
base::Status connectInstance(ApiClient &api, Format format, const std::string &name,
                             const ConnectOptions &options);

/// What the person wants with secrets and their store.
struct SecretOptions
{
    std::string instance;
    std::string name; ///< of the variable; an instance "-" makes it a whole key
    bool restart = false;
    std::string store;             ///< where it shall be kept; empty: where it is
    std::vector<std::string> keys; ///< whole ones; empty: all that are meant
    std::string file;
    bool shred = false;
    base::Json settings = base::Json::object(); ///< of the store
};

base::Status listSecrets(ApiClient &api, Format format);
/// The value comes from standard input; never from an argument, which every process may read.
base::Status setSecret(ApiClient &api, Format format, const SecretOptions &options);
base::Status removeSecret(ApiClient &api, Format format, const SecretOptions &options);
/// Takes keys, or the secrets of an instance, or all that are used, to another store.
base::Status moveSecrets(ApiClient &api, Format format, const SecretOptions &options);
/// Removes what no instance uses any more.
base::Status sweepSecrets(ApiClient &api, Format format, const SecretOptions &options);
/// Makes the variables of a .env file secrets of an instance; offers to shred the file afterwards.
base::Status importEnvFile(ApiClient &api, Format format, const SecretOptions &options);
base::Status checkSecrets(ApiClient &api, Format format, const SecretOptions &options);
base::Status showSecretStore(ApiClient &api, Format format);
base::Status chooseSecretStore(ApiClient &api, Format format, const SecretOptions &options);
/// `action`: set-up, unlock, lock, passphrase or login.
base::Status openSecretStore(ApiClient &api, Format format, const std::string &action);

/// What the person wants with a client of the gateway.
struct ClientOptions
{
    std::string name;
    std::vector<std::string> instances; ///< names, slugs or ids; with groups empty: everything
    std::vector<std::string> groups;    ///< "all" is /mcp
    std::optional<std::int64_t> rateLimit;
};

base::Status listClients(ApiClient &api, Format format);
/// Prints the token, once.
base::Status addClient(ApiClient &api, Format format, const ClientOptions &options);
/// `action`: revoke or remove.
base::Status endClient(ApiClient &api, Format format, const std::string &action,
                       const std::string &name);

struct CallOptions
{
    int count = 50;
    bool follow = false;
    bool clear = false;
    std::string instance;
    std::int64_t sequence = 0; ///< one call, with what was said
};

base::Status showCalls(ApiClient &api, Format format, const CallOptions &options);

/// Finds an element of a list by name, slug or id. Conflict lists the ids when several fit.
base::Result<base::Json> pick(const base::Json &list, const std::string &name,
                              const std::string &kind);

/// Reads a JSON document from a file, or from standard input for "-".
base::Result<base::Json> readDocument(const std::string &file);

/// Prints JSON for programs.
void printJson(const base::Json &json);

} // namespace berth::cli
