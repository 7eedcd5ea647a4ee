// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/snapshots.h"
#include "model/group.h"

#include <QFuture>
#include <QObject>

#include <cstdint>
#include <string>
#include <vector>

namespace berth::engine {

/// A tool of a member, and what it costs a client to know of it.
struct GroupTool
{
    std::string name; ///< the server's own
    std::string description;
    std::int64_t bytes = 0; ///< of name, title, description and input schema as JSON
    bool isChosen = false;

    bool operator==(const GroupTool &) const = default;
};

/// An instance as a group has it, or could have it.
struct GroupPart
{
    std::string instanceId;
    std::string name;
    std::string slug;
    model::InstanceState state = model::InstanceState::Stopped;
    bool isMember = false;
    /// Its tools are listed: it runs, or starts on a call.
    bool isListed = false;
    bool hasChoice = false; ///< of tools; else all of them
    std::vector<GroupTool> tools;

    bool operator==(const GroupPart &) const = default;
};

struct GroupView
{
    model::Group group;
    bool isBuiltIn = false;
    std::string address;
    std::vector<GroupPart> parts; ///< of all instances, members first, by name
    int tools = 0;                ///< that are listed
    std::int64_t bytes = 0;       ///< of these
    std::int64_t tokens = 0;      ///< see estimatedTokens()
    /// So many or so large tools that models choose worse and pay for it in every conversation.
    bool isLarge = false;

    bool operator==(const GroupView &) const = default;
};

inline constexpr int manyTools = 40;
inline constexpr std::int64_t manyToolBytes = 60000;

/// Four bytes of JSON make about one token in the tokenizers in use. For comparison, not for a
/// bill.
std::int64_t estimatedTokens(std::int64_t bytes);

/// `gatewayAddress`: "http://127.0.0.1:7999".
GroupView describeGroup(const model::Group &group, const std::vector<InstanceSnapshot> &instances,
                        const std::string &gatewayAddress);
/// The one of all running instances first.
std::vector<GroupView> describeGroups(const std::vector<model::Group> &groups,
                                      const std::vector<InstanceSnapshot> &instances,
                                      const std::string &gatewayAddress);

/// The groups as the window sees them. Lives on the GUI thread; every call returns at once.
class GroupCommands : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// In the order in which they were made; describeGroups() says what is in them.
    virtual std::vector<model::Group> groups() const = 0;
    /// `isNew`: AlreadyExists when there is one of that name; else it is replaced.
    virtual QFuture<base::Status> saveGroup(model::Group group, bool isNew) = 0;
    virtual QFuture<base::Status> removeGroup(std::string name) = 0;

Q_SIGNALS:
    void groupsChanged();
};

} // namespace berth::engine
