// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/ui/fake_engine.h"
#include "support/ui/fake_tools.h"
#include "ui/connect/connect_tab.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/copy_field.h"
#include "ui/widgets/json_view.h"

#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPromise>
#include <QTest>

#include <gtest/gtest.h>

#include <algorithm>

namespace berth::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

using engine::ConnectionTestStep;
using Outcome = ConnectionTestStep::Outcome;

/// Makes clients in memory.
class Clients final : public engine::ClientCommands
{
public:
    template <typename T>
    static QFuture<base::Result<T>> answer(base::Result<T> result)
    {
        QPromise<base::Result<T>> promise;
        promise.start();
        promise.addResult(std::move(result));
        promise.finish();
        return promise.future();
    }
    QFuture<base::Result<engine::NewClient>> createClient(model::ClientDraft draft) override
    {
        made.push_back(std::move(draft));
        if (error) {
            return answer<engine::NewClient>(base::fail(*error));
        }
        return answer<engine::NewClient>(engine::NewClient{"c1", base::Secret("brt_made")});
    }
    QFuture<base::Status> changeClient(std::string, model::ClientDraft) override
    {
        return answer<void>({});
    }
    QFuture<base::Status> revokeClient(std::string) override
    {
        return answer<void>({});
    }
    QFuture<base::Status> removeClient(std::string) override
    {
        return answer<void>({});
    }

    std::vector<model::ClientDraft> made;
    std::optional<base::Error> error;
};

class ConnectTabTest : public testing::Test
{
protected:
    ConnectTabTest()
    {
        m_snapshot.instance.id = "i1";
        m_snapshot.instance.slug = "files";
        m_snapshot.address = "http://127.0.0.1:7999/mcp/files";
        m_tab.resize(600, 900);
        m_tab.show(m_snapshot);
        static_cast<QWidget &>(m_tab).show();
    }

    void press(const QString &name)
    {
        for (auto *button : m_tab.findChildren<QAbstractButton *>()) {
            const bool isIt = button->text() == name || button->accessibleName() == name;
            if (isIt && button->isVisible()) {
                button->click();
                return;
            }
        }
        FAIL() << name.toStdString();
    }
    QString text()
    {
        return m_tab.findChild<JsonView *>()->toPlainText();
    }
    QString stepName(const char *name)
    {
        return m_tab.findChild<QWidget *>(QString::fromLatin1(name))->accessibleName();
    }
    void tell(const char *name, Outcome outcome, const char *detail)
    {
        m_tools.test->addResult(
            ConnectionTestStep{name, outcome, detail, std::chrono::milliseconds(3)});
    }

    bool says(const QString &words)
    {
        const auto labels = m_tab.findChildren<QLabel *>();
        return std::any_of(labels.begin(), labels.end(), [&words](const QLabel *label) {
            return label->isVisible() && label->text().contains(words);
        });
    }

    test::FakeTools m_tools;
    engine::InstanceSnapshot m_snapshot;
    ConnectTab m_tab{m_tools};
};

TEST_F(ConnectTabTest, HasTheTextForEachClient)
{
    auto *client = m_tab.findChild<QComboBox *>();
    ASSERT_GE(client->count(), 10);
    for (int i = 0; i < client->count(); ++i) {
        client->setCurrentIndex(i);
        EXPECT_TRUE(text().contains(u"http://127.0.0.1:7999/mcp/files"_s))
            << client->currentText().toStdString();
        EXPECT_FALSE(text().contains(u"Bearer"_s)) << client->currentText().toStdString();
    }
    client->setCurrentIndex(client->findData(u"cursor"_s));
    press(u"Copy what the client needs"_s);
    EXPECT_EQ(QApplication::clipboard()->text(), text());
}

TEST_F(ConnectTabTest, ATokenIsCopiedAndNotShown)
{
    press(u"With a token"_s);
    EXPECT_TRUE(text().contains(u"YOUR_TOKEN"_s));
    m_tab.findChild<QLineEdit *>()->setText(u"brt_secret"_s);
    EXPECT_FALSE(text().contains(u"brt_secret"_s));
    press(u"Copy what the client needs"_s);
    EXPECT_TRUE(QApplication::clipboard()->text().contains(u"brt_secret"_s));
    m_snapshot.instance.id = "i2";
    m_tab.show(m_snapshot);
    EXPECT_TRUE(m_tab.findChild<QLineEdit *>()->text().isEmpty()) << "it may not fit there";
}

TEST_F(ConnectTabTest, TheTestShowsEachStepAsItEnds)
{
    press(u"Test"_s);
    EXPECT_EQ(m_tools.testedId, "i1");
    tell("reach", Outcome::Passed, "127.0.0.1:7999");
    ASSERT_TRUE(QTest::qWaitFor([this] { return stepName("reach").contains(u"passed"_s); }));
    EXPECT_FALSE(stepName("initialize").contains(u"passed"_s));
    tell("initialize", Outcome::Failed, "refused");
    tell("tools", Outcome::Skipped, "");
    m_tools.test->finish();
    ASSERT_TRUE(QTest::qWaitFor([this] { return stepName("initialize").contains(u"failed"_s); }));
    EXPECT_EQ(m_tab.findChild<QWidget *>(u"initialize"_s)->accessibleDescription(), u"refused"_s);
    press(u"Test again"_s);
    tell("reach", Outcome::Passed, "");
    tell("initialize", Outcome::Passed, "");
    tell("tools", Outcome::Passed, "5 tools");
    m_tools.test->finish();
    ASSERT_TRUE(QTest::qWaitFor([this] { return stepName("tools").contains(u"passed"_s); }));
}

TEST_F(ConnectTabTest, AnotherTokenIsNotTestedYet)
{
    press(u"Test"_s);
    tell("reach", Outcome::Passed, "127.0.0.1:7999");
    ASSERT_TRUE(QTest::qWaitFor([this] { return stepName("reach").contains(u"passed"_s); }));
    m_tools.test->finish();
    press(u"With a token"_s);
    EXPECT_FALSE(stepName("reach").contains(u"passed"_s));
}

TEST_F(ConnectTabTest, AShortTextTakesLittleRoom)
{
    auto *client = m_tab.findChild<QComboBox *>();
    client->setCurrentIndex(client->findData(u"claude-code"_s));
    const auto *view = m_tab.findChild<JsonView *>();
    QApplication::processEvents();
    const int command = view->height();
    client->setCurrentIndex(client->findData(u"curl"_s));
    EXPECT_TRUE(QTest::qWaitFor([&] { return view->height() > command; }));
}

TEST_F(ConnectTabTest, TheTestCanBeStopped)
{
    press(u"With a token"_s);
    m_tab.findChild<QLineEdit *>()->setText(u"brt_secret"_s);
    press(u"Test"_s);
    EXPECT_EQ(m_tools.testedToken.expose(), "brt_secret");
    press(u"Stop"_s);
    EXPECT_TRUE(m_tools.test->isCanceled());
    tell("reach", Outcome::Passed, "late");
    m_tools.test->finish();
    QApplication::processEvents();
    EXPECT_FALSE(stepName("reach").contains(u"passed"_s));
}

TEST_F(ConnectTabTest, ATokenIsMadeForTheChosenClientAndThisInstance)
{
    Clients clients;
    m_tab.setClients(&clients);
    auto *client = m_tab.findChild<QComboBox *>();
    client->setCurrentIndex(client->findData(u"cursor"_s));
    press(u"With a token"_s);
    press(u"Create a token"_s);
    ASSERT_EQ(clients.made.size(), 1U);
    EXPECT_EQ(clients.made[0].name, "Cursor, files");
    EXPECT_EQ(clients.made[0].limits.instances, std::vector<std::string>{"i1"});
    EXPECT_EQ(m_tab.findChild<QLineEdit *>()->text(), u"brt_made"_s);
    EXPECT_FALSE(text().contains(u"brt_made"_s));
    press(u"Copy what the client needs"_s);
    EXPECT_TRUE(QApplication::clipboard()->text().contains(u"brt_made"_s));
    clients.error = base::Error{base::ErrorCode::AlreadyExists, "There is one.", {}, {}};
    press(u"Create a token"_s);
    EXPECT_TRUE(says(u"There is one."_s));
}

model::Client client(const char *name, std::vector<std::string> instances)
{
    model::Client one;
    one.draft.name = name;
    one.draft.limits.instances = std::move(instances);
    return one;
}

TEST_F(ConnectTabTest, ADemandedTokenIsAskedFor)
{
    EXPECT_TRUE(says(u"None is needed"_s));
    EXPECT_FALSE(text().contains(u"Bearer"_s));
    GatewayFacts facts;
    facts.demandsToken = true;
    m_tab.setGateway(facts);
    EXPECT_TRUE(says(u"No client has one for this instance yet"_s));
    EXPECT_FALSE(m_tab.findChild<SegmentedControl *>()->isVisible()) << "there is no choice";
    EXPECT_TRUE(text().contains(u"YOUR_TOKEN"_s));
    press(u"Test"_s);
    EXPECT_TRUE(m_tools.testedId.empty()) << "it would be refused";
    EXPECT_TRUE(says(u"create a token first"_s));

    facts.clients = {client("Cursor", {}), client("Zed", {"i1"}), client("Other", {"i2"})};
    facts.clients.push_back(client("Gone", {}));
    facts.clients.back().revokedAt = base::Timestamp(std::chrono::hours(1));
    m_tab.setGateway(facts);
    EXPECT_TRUE(says(u"Good here: Cursor, Zed."_s));
    m_tab.useToken(base::Secret("brt_secret"));
    press(u"Test"_s);
    EXPECT_EQ(m_tools.testedToken.expose(), "brt_secret");

    facts.demandsToken = false;
    m_tab.setGateway(facts);
    EXPECT_TRUE(says(u"None is needed"_s));
    EXPECT_TRUE(m_tab.findChild<SegmentedControl *>()->isVisible());
}

TEST_F(ConnectTabTest, WhatToTrustAndWhoElseReachesItIsSaid)
{
    auto *certificate = m_tab.findChild<CopyField *>(u"certificate"_s);
    EXPECT_FALSE(certificate->isVisible());
    GatewayFacts facts;
    facts.admitsOthers = true;
    facts.demandsToken = true;
    m_tab.setGateway(facts);
    EXPECT_TRUE(says(u"Nothing is encrypted"_s));
    EXPECT_TRUE(says(u"Other machines reach it"_s));
    facts.hasHostName = true;
    facts.isSelfSigned = true;
    facts.certificate = u"/var/lib/berth/gateway.crt"_s;
    m_tab.setGateway(facts);
    EXPECT_FALSE(says(u"Other machines reach it"_s)) << "the address has their name";
    EXPECT_TRUE(says(u"a certificate that Berth made"_s));
    EXPECT_TRUE(certificate->isVisible());
    EXPECT_EQ(certificate->text(), facts.certificate);
}

TEST(GatewayFactsTest, FollowTheSettings)
{
    test::FakeEngine engine;
    EXPECT_FALSE(gatewayFacts(engine).demandsToken);
    EXPECT_FALSE(gatewayFacts(engine).admitsOthers);
    engine.changeSettings({{"gateway.require_token", true}});
    EXPECT_TRUE(gatewayFacts(engine).demandsToken);
    EXPECT_FALSE(gatewayFacts(engine).admitsOthers);
    engine.changeSettings({{"gateway.address", "0.0.0.0"},
                           {"gateway.host_names", {"berth.example"}},
                           {"gateway.tls", "own"}});
    const GatewayFacts facts = gatewayFacts(engine);
    EXPECT_TRUE(facts.admitsOthers);
    EXPECT_TRUE(facts.hasHostName);
    EXPECT_TRUE(facts.isSelfSigned);
}

} // namespace
} // namespace berth::ui
