// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/instances/spec_fields.h"

#include <chrono>
#include <optional>

namespace berth::ui {

class SwitchEditor;

/// How clients reach the instance: the member "gateway" of a json_spec. An empty field means what
/// holds unless something is given; the time-outs of single tools have no field and stay.
class GatewayFields final : public SpecFields
{
    Q_OBJECT
public:
    explicit GatewayFields(QWidget *parent = nullptr);

    void load(const model::JsonSpec &spec) override;
    void store(model::JsonSpec &spec) const override;
    bool showError(const std::string &pointer, const QString &message) override;

    /// Only a server that speaks stdio can have containers for its clients. A choice that does not
    /// go with the transport stays open to be changed.
    void setTransport(model::Transport transport);
    /// What cannot be stored since it is no number, or out of range.
    model::Violations violations() const;

private:
    /// A time in whole units of its field; what is written need not be whole.
    struct TimeField
    {
        const char *pointer;
        LineEditor *editor;
        std::chrono::milliseconds unit;
        std::chrono::milliseconds usual;
    };

    void addSharing();
    void addOwnContainers();
    void addCalls();
    model::BackEnds sharing() const;
    void followSharing();
    std::optional<std::int64_t> most() const;
    static std::optional<std::chrono::milliseconds> timeIn(const TimeField &field);
    static void show(const TimeField &field, std::chrono::milliseconds time);

    model::Transport m_transport = model::Transport::StreamableHttp;
    SegmentEditor *m_sharing;
    LineEditor *m_most;
    TimeField m_idle;
    TimeField m_call;
    TimeField m_stop;
    SwitchEditor *m_startOnCall;
    FormField *m_sharingField = nullptr;
    FormField *m_mostField = nullptr;
    FormField *m_idleField = nullptr;
    ResponsiveGrid *m_own = nullptr;
};

} // namespace berth::ui
