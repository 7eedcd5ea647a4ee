// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/letter_box.h"
#include "engine/observer.h"

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace berth::engine {

/// Collects changes on the engine's thread until the GUI thread takes them; only the latest state
/// of each thing is kept. The one place where the two threads share memory.
class Mailbox final : public Observer
{
public:
    struct Contents
    {
        std::map<std::string, InstanceSnapshot> instances;
        std::set<std::string> removed;
        std::optional<std::vector<model::Server>> servers;
        std::optional<std::vector<ConnectionSnapshot>> connections;
        std::optional<std::vector<model::Group>> groups;
        std::optional<SystemSnapshot> system;
        std::optional<base::Json> settings;
        std::vector<EventRecord> events; ///< oldest first
        bool eventsReset = false;        ///< before `events`: what was told before is void
        std::optional<std::vector<model::Client>> clients;
        std::vector<CallRecord> calls; ///< oldest first
        bool callsReset = false;       ///< before `calls`: what was told before is void
        bool attached = false;         ///< everything that was there before has arrived
    };

    /// Events that wait at most; with more the receiver is told to read the log instead.
    static constexpr std::size_t maxEvents = 5000;

    /// `ring` is called on the engine's thread when the box was empty before, never after close().
    /// It must not call back into the box.
    explicit Mailbox(std::function<void()> ring);

    Contents take();
    /// From here on nobody is rung for; the receiver may go.
    void close();

    void attached();

    void instanceChanged(const InstanceSnapshot &view) override;
    void instanceRemoved(const std::string &id) override;
    void serversChanged(const std::vector<model::Server> &servers) override;
    void connectionsChanged(const std::vector<ConnectionSnapshot> &connections) override;
    void groupsChanged(const std::vector<model::Group> &groups) override;
    void systemChanged(const SystemSnapshot &system) override;
    void settingsChanged(const Settings &settings) override;
    void eventsRecorded(const std::vector<EventRecord> &records) override;
    void eventLogCleared() override;
    void clientsChanged(const std::vector<model::Client> &clients) override;
    void callsRecorded(const std::vector<CallRecord> &records) override;
    void callsCleared() override;

private:
    LetterBox<Contents> m_box;
};

} // namespace berth::engine
