// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/choice_editors.h"
#include "ui/forms/env_field.h"
#include "ui/forms/env_form.h"
#include "ui/forms/secret_editor.h"
#include "ui/forms/text_editors.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/wrapped_label.h"

#include <QAction>
#include <QComboBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QSignalSpy>
#include <QTest>
#include <QVBoxLayout>

#include <gtest/gtest.h>

namespace berth::ui {
namespace {

class FakeFilePicker final : public FilePicker
{
public:
    void pick(QWidget *, Kind kind, const QString &, Chosen chosen) override
    {
        asked = kind;
        chosen(answer);
    }
    QString answer = QStringLiteral("/srv/exports");
    Kind asked = Kind::File;
};

model::EnvVariable variable(const char *name, model::EnvType type)
{
    model::EnvVariable result;
    result.name = name;
    result.type = type;
    return result;
}

class EnvFormTest : public testing::Test
{
protected:
    EnvField *build(const model::EnvVariable &single)
    {
        form.setSchema({single});
        return form.field(QString::fromStdString(single.name));
    }
    template <typename T>
    T *control(EnvField *field)
    {
        return field->findChild<T *>();
    }

    FakeFilePicker files;
    EnvForm form{files};
};

TEST_F(EnvFormTest, ChoosesTheWidgetByType)
{
    model::EnvVariable text = variable("NOTES", model::EnvType::String);
    text.format = "textarea";
    EXPECT_NE(control<QPlainTextEdit>(build(text)), nullptr);
    EXPECT_NE(control<QLineEdit>(build(variable("NAME", model::EnvType::String))), nullptr);
    EXPECT_NE(control<QLineEdit>(build(variable("PORT", model::EnvType::Integer))), nullptr);
    EXPECT_NE(control<QLineEdit>(build(variable("LINK", model::EnvType::Url))), nullptr);
    EXPECT_NE(control<Switch>(build(variable("ON", model::EnvType::Boolean))), nullptr);

    model::EnvVariable few = variable("MODE", model::EnvType::Enum);
    few.choices = {"read-only", "read-write"};
    EXPECT_NE(control<SegmentedControl>(build(few)), nullptr);
    few.choices = {"a", "b", "c", "d"};
    EXPECT_NE(control<QComboBox>(build(few)), nullptr);

    model::EnvVariable secret = variable("TOKEN", model::EnvType::String);
    secret.secret = true;
    EXPECT_EQ(control<QLineEdit>(build(secret))->echoMode(), QLineEdit::Password);
}

TEST_F(EnvFormTest, FillsInDefaultsAndWritesOnlyWhatIsSet)
{
    model::EnvVariable mode = variable("MODE", model::EnvType::Enum);
    mode.choices = {"slow", "fast"};
    mode.defaultValue = "fast";
    model::EnvVariable flag = variable("FLAG", model::EnvType::Boolean);
    model::EnvVariable on = variable("ON", model::EnvType::Boolean);
    on.defaultValue = "true";
    form.setSchema({mode, flag, on, variable("EMPTY", model::EnvType::String)});
    EXPECT_EQ(form.environment(), (model::Environment{{"MODE", "fast"}, {"ON", "true"}}));
    control<Switch>(form.field(QStringLiteral("FLAG")))->click();
    EXPECT_EQ(form.environment(),
              (model::Environment{{"MODE", "fast"}, {"FLAG", "true"}, {"ON", "true"}}));
}

TEST_F(EnvFormTest, ASecretLeavesOnlyAsSecret)
{
    model::EnvVariable secret = variable("TOKEN", model::EnvType::String);
    secret.secret = true;
    EnvField *field = build(secret);
    QTest::keyClicks(control<QLineEdit>(field), QStringLiteral("hunter2"));
    EXPECT_EQ(form.environment(), (model::Environment{{"TOKEN", "secret_ref:TOKEN"}}));
    const auto secrets = form.secrets();
    ASSERT_EQ(secrets.size(), 1U);
    EXPECT_EQ(secrets.front().name, "TOKEN");
    EXPECT_EQ(secrets.front().value.expose(), "hunter2");
}

TEST_F(EnvFormTest, AKeptSecretStaysUntilItIsReplaced)
{
    model::EnvVariable secret = variable("TOKEN", model::EnvType::String);
    secret.secret = true;
    secret.required = true;
    EnvField *field = build(secret);
    form.setEnvironment({{"TOKEN", "secret_ref:team:TOKEN"}});
    EXPECT_EQ(form.environment(), (model::Environment{{"TOKEN", "secret_ref:team:TOKEN"}}));
    EXPECT_TRUE(form.secrets().empty());
    EXPECT_EQ(form.validate(true), 0);
    QTest::keyClicks(control<QLineEdit>(field), QStringLiteral("new"));
    EXPECT_EQ(form.environment(), (model::Environment{{"TOKEN", "secret_ref:TOKEN"}}));
    control<QLineEdit>(field)->clear();
    EXPECT_EQ(form.environment(), (model::Environment{{"TOKEN", "secret_ref:team:TOKEN"}}));
}

TEST_F(EnvFormTest, ASecretIsGivenAsAFileWhereThatIsAChoice)
{
    model::EnvVariable token = variable("TOKEN", model::EnvType::String);
    token.secret = true;
    form.setSchema({token, variable("MODE", model::EnvType::String)});
    EnvField *field = form.field(QStringLiteral("TOKEN"));
    auto *file = control<Switch>(field);
    ASSERT_NE(file, nullptr);
    EXPECT_TRUE(file->parentWidget()->isHidden()) << "headers are no files";
    EXPECT_EQ(form.field(QStringLiteral("MODE"))->fileSwitch(), nullptr);
    form.setSecretFiles(std::set<std::string>{});
    EXPECT_FALSE(file->parentWidget()->isHidden());
    EXPECT_FALSE(file->isChecked());
    QSignalSpy changed(&form, &EnvForm::changed);
    file->click();
    EXPECT_EQ(form.secretFiles(), std::set<std::string>{"TOKEN"});
    EXPECT_FALSE(changed.isEmpty());
    EXPECT_NE(
        field->findChild<WrappedLabel *>()->text().indexOf(QStringLiteral("/run/secrets/TOKEN")),
        -1);
    file->click();
    EXPECT_TRUE(form.secretFiles().empty());
}

TEST_F(EnvFormTest, FilesOfVariablesWithoutAFieldAreKeptAndThoseOfARemovedOneAreNot)
{
    form.setSchema({});
    form.setEnvironment({{"KEY", "secret_ref:KEY"}, {"OLD", "secret_ref:OLD"}});
    form.setSecretFiles(std::set<std::string>{"KEY", "OLD", "LATER"});
    EXPECT_TRUE(control<Switch>(form.field(QStringLiteral("KEY")))->isChecked());
    Q_EMIT form.field(QStringLiteral("OLD"))->removeRequested();
    EXPECT_EQ(form.secretFiles(), (std::set<std::string>{"KEY", "LATER"}));
    model::EnvVariable later = variable("LATER", model::EnvType::String);
    later.secret = true;
    EXPECT_TRUE(control<Switch>(form.addVariable(later))->isChecked());
}

TEST_F(EnvFormTest, SaysWhatIsWrongOnceThePersonWasThere)
{
    model::EnvVariable number = variable("MAX", model::EnvType::Integer);
    number.minimum = 1;
    number.maximum = 100;
    number.defaultValue = "10";
    EnvField *field = build(number);
    auto *edit = control<QLineEdit>(field);
    edit->setText(QStringLiteral("250"));
    EXPECT_FALSE(field->hasError()) << "nothing is called wrong while one types for the first time";
    EXPECT_EQ(form.validate(false), 1);
    Q_EMIT edit->editingFinished();
    EXPECT_TRUE(field->hasError());
    EXPECT_EQ(field->error(), QStringLiteral("Between 1 and 100. The default is 10."));
    edit->setText(QStringLiteral("many"));
    EXPECT_EQ(field->error(), QStringLiteral("A whole number is needed. Between 1 and 100. "
                                             "The default is 10."));
    edit->setText(QStringLiteral("50"));
    EXPECT_FALSE(field->hasError());
}

TEST_F(EnvFormTest, RequiredFieldsAreCountedAndFocused)
{
    model::EnvVariable first = variable("FIRST", model::EnvType::String);
    first.defaultValue = "set";
    model::EnvVariable second = variable("SECOND", model::EnvType::String);
    second.required = true;
    form.setSchema({first, second});
    form.show();
    EXPECT_EQ(form.validate(true), 1);
    ASSERT_TRUE(form.focusFirstInvalid());
    EXPECT_TRUE(form.isAncestorOf(form.focusWidget()));
    EXPECT_EQ(form.focusWidget(), control<QLineEdit>(form.field(QStringLiteral("SECOND"))));
    EXPECT_TRUE(form.focusWidget()->accessibleName().contains(QStringLiteral("required")));
}

TEST_F(EnvFormTest, UnknownVariablesGetAFieldAndCanBeTakenAway)
{
    form.setSchema({});
    form.setEnvironment({{"EXTRA", "1"}, {"KEY", "secret_ref:KEY"}});
    ASSERT_NE(form.field(QStringLiteral("EXTRA")), nullptr);
    EXPECT_TRUE(form.field(QStringLiteral("KEY"))->variable().secret);
    Q_EMIT form.field(QStringLiteral("EXTRA"))->removeRequested();
    EXPECT_EQ(form.environment(), (model::Environment{{"KEY", "secret_ref:KEY"}}));
}

TEST_F(EnvFormTest, TheFolderButtonAsksForAFolder)
{
    model::EnvVariable path = variable("EXPORT_DIR", model::EnvType::Filepath);
    path.format = "directory";
    EnvField *field = build(path);
    auto *edit = control<QLineEdit>(field);
    ASSERT_FALSE(edit->actions().isEmpty());
    edit->actions().constFirst()->trigger();
    EXPECT_EQ(files.asked, FilePicker::Kind::Folder);
    EXPECT_EQ(form.environment(), (model::Environment{{"EXPORT_DIR", "/srv/exports"}}));
}

TEST_F(EnvFormTest, AnErrorFromElsewhereIsShownAtItsField)
{
    EnvField *field = build(variable("NAME", model::EnvType::String));
    EXPECT_TRUE(form.showError(QStringLiteral("NAME"), QStringLiteral("Taken.")));
    EXPECT_EQ(field->error(), QStringLiteral("Taken."));
    EXPECT_FALSE(form.showError(QStringLiteral("OTHER"), QStringLiteral("Taken.")));
}

TEST_F(EnvFormTest, RowsAreAsTallAsTheirWords)
{
    model::EnvSchema schema;
    for (const char *name : {"FIRST", "SECOND", "THIRD", "FOURTH"}) {
        model::EnvVariable one = variable(name, model::EnvType::String);
        one.description = "Words that take several lines where the field is narrow, and one or two "
                          "where it has room";
        schema.push_back(one);
    }
    QScrollArea area;
    area.setWidgetResizable(true);
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    auto *inside = new EnvForm(files);
    layout->addWidget(inside);
    layout->addStretch();
    area.setWidget(content);
    area.resize(900, 900);
    area.show();
    ASSERT_TRUE(QTest::qWaitForWindowExposed(&area));
    inside->setSchema(schema);
    constexpr int betweenRows = 16;
    const auto gap = [&] {
        return inside->field(QStringLiteral("THIRD"))->y() -
               inside->field(QStringLiteral("FIRST"))->geometry().bottom() - 1;
    };
    const auto unused = [&] {
        const auto *label = inside->field(QStringLiteral("FIRST"))->findChild<WrappedLabel *>();
        const QRect room(0, 0, label->width(), area.height());
        return label->height() -
               label->fontMetrics().boundingRect(room, Qt::TextWordWrap, label->text()).height();
    };
    EXPECT_TRUE(QTest::qWaitFor([&] { return gap() == betweenRows && unused() == 0; }))
        << gap() << ' ' << unused();
    area.resize(560, 900);
    EXPECT_TRUE(QTest::qWaitFor([&] { return unused() == 0; })) << unused();
    area.resize(900, 900);
    EXPECT_TRUE(QTest::qWaitFor([&] { return gap() == betweenRows && unused() == 0; }))
        << gap() << ' ' << unused();
}

} // namespace
} // namespace berth::ui
