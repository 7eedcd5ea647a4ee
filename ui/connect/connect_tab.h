// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "engine/facade/callers.h"
#include "engine/facade/snapshots.h"
#include "engine/facade/tool_calls.h"
#include "ui/connect/gateway_facts.h"

#include <QFuture>
#include <QWidget>

#include <vector>

class QComboBox;
class QLineEdit;
class QPushButton;

namespace berth::ui {

class Card;
class ClipboardGuard;
class CopyField;
class JsonView;
class SegmentedControl;
class StepRow;
class TextLabel;
class WrappedLabel;

/// How a client reaches the instance: its address, a token, what to write into which file, and a
/// test that does what a client does.
class ConnectTab final : public QWidget
{
    Q_OBJECT
public:
    explicit ConnectTab(engine::ToolCommands &commands, QWidget *parent = nullptr);
    ~ConnectTab() override;

    void show(const engine::InstanceSnapshot &snapshot);
    /// From now on a client with a token can be made here.
    void setClients(engine::ClientCommands *clients);
    /// Again whenever they change.
    void setGateway(const GatewayFacts &facts);
    /// Fills in the token of a client that was just made.
    void useToken(const base::Secret &token);

private:
    QWidget *makeAddress();
    QWidget *makeToken();
    QWidget *makeSnippet();
    QWidget *makeTest();
    void followGateway();
    void followToken();
    void createToken();
    void showSnippet();
    void fitSnippet();
    void copySnippet();
    void startTest();
    void stopTest();
    void showStep(const engine::ConnectionTestStep &step);
    void endTest();
    void resetTest(const QString &words);
    bool wantsToken() const;
    std::string snippetText(std::string_view token) const;

    engine::ToolCommands &m_commands;
    engine::ClientCommands *m_clients = nullptr;
    std::string m_id;
    std::string m_slug;
    GatewayFacts m_gateway;
    ClipboardGuard *m_clipboard;
    CopyField *m_address;
    WrappedLabel *m_reach;
    CopyField *m_certificate;
    WrappedLabel *m_tokenNeed;
    SegmentedControl *m_tokenChoice;
    QWidget *m_tokenRow;
    QLineEdit *m_token;
    QPushButton *m_create;
    WrappedLabel *m_tokenNote;
    QComboBox *m_client;
    TextLabel *m_place;
    JsonView *m_text;
    WrappedLabel *m_note;
    QPushButton *m_copy;
    QPushButton *m_test;
    WrappedLabel *m_verdict;
    std::vector<StepRow *> m_steps;
    QFuture<engine::ConnectionTestStep> m_running;
    std::size_t m_done = 0;
    bool m_isRunning = false;
    bool m_hasFailed = false;
};

} // namespace berth::ui
