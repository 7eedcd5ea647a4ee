// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/ids.h"
#include "base/secret.h"
#include "model/event_check.h"
#include "model/events.h"
#include "support/ui/fake_dialogs.h"
#include "support/ui/fake_engine.h"
#include "ui/events/publish_form.h"
#include "ui/widgets/text_label.h"

#include <QComboBox>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>

#include <gtest/gtest.h>

namespace berth::ui {
namespace {

using model::ConnectionRole;

class PublishFormTest : public testing::Test
{
protected:
    PublishFormTest()
    {
        form.setConnections({test::sampleConnection("c1", "staging", ConnectionRole::Watch),
                             test::sampleConnection("c2", "lab", ConnectionRole::Console)});
    }
    base::Json written() const
    {
        return base::parseJson(form.editor()->toPlainText().toStdString()).value();
    }
    void choose(const char *type)
    {
        form.type()->setCurrentIndex(form.type()->findData(QString::fromLatin1(type)));
    }

    test::FakeDialogs dialogs;
    PublishForm form{dialogs};
    QSignalSpy requested{&form, &PublishForm::publishRequested};
};

TEST_F(PublishFormTest, StartsWithATemplateForEachType)
{
    for (const char *type : model::eventTypes()) {
        choose(type);
        EXPECT_TRUE(form.publishButton()->isEnabled()) << type;
        EXPECT_TRUE(form.errorLabel()->text().isEmpty()) << type;
    }
    choose(model::event::instanceDeleted);
    EXPECT_TRUE(base::isUuid(base::stringOr(written(), "instance_id")));
}

TEST_F(PublishFormTest, SaysWhatIsWrongWhileItIsTyped)
{
    form.editor()->setPlainText(QStringLiteral("{"));
    EXPECT_FALSE(form.publishButton()->isEnabled());
    EXPECT_TRUE(form.errorLabel()->text().contains(QStringLiteral("not valid JSON")));
    choose(model::event::instanceDeleted);
    form.editor()->setPlainText(QStringLiteral(R"({"instance_id": "seven"})"));
    EXPECT_TRUE(form.errorLabel()->text().startsWith(QStringLiteral("/instance_id: ")));
    form.publishButton()->click();
    EXPECT_EQ(requested.count(), 0);
}

TEST_F(PublishFormTest, DoesNotPublishWhatWasMasked)
{
    base::Json data = model::eventTemplate(model::event::instanceCreated, base::newUuid());
    data["json_spec"]["environment"]["TOKEN"] = std::string(base::secretMask);
    form.start(QStringLiteral("c2"), QString::fromLatin1(model::event::instanceCreated), data);
    EXPECT_FALSE(form.publishButton()->isEnabled());
    EXPECT_TRUE(
        form.errorLabel()->text().startsWith(QStringLiteral("/json_spec/environment/TOKEN: ")));
}

TEST_F(PublishFormTest, LeavesWatchedConnectionsAlone)
{
    const auto *items = qobject_cast<QStandardItemModel *>(form.connection()->model());
    EXPECT_FALSE(items->item(0)->isEnabled());
    EXPECT_EQ(form.connection()->currentText(), QStringLiteral("lab"));
    form.setConnections({test::sampleConnection("c1", "staging", ConnectionRole::Watch)});
    EXPECT_FALSE(form.publishButton()->isEnabled());
    form.start(QStringLiteral("c1"), QString::fromLatin1(model::event::instanceDeleted),
               base::Json{{"instance_id", base::newUuid()}});
    EXPECT_FALSE(form.publishButton()->isEnabled());
}

TEST_F(PublishFormTest, AsksBeforeItPublishesInProduction)
{
    auto production = test::sampleConnection("c3", "live", ConnectionRole::Console);
    production.connection.mark = model::ConnectionMark::Production;
    form.setConnections({production});
    dialogs.answer = false;
    form.publishButton()->click();
    ASSERT_EQ(dialogs.asked.size(), 1U);
    EXPECT_EQ(dialogs.asked[0].confirmText, QStringLiteral("Publish event"));
    EXPECT_EQ(requested.count(), 0);
    dialogs.answer = true;
    form.publishButton()->click();
    ASSERT_EQ(requested.count(), 1);
    EXPECT_EQ(requested[0][0].toString(), QStringLiteral("c3"));
}

} // namespace
} // namespace berth::ui
