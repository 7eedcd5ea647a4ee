// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "page_fixture.h"
#include "ui/forms/form_field.h"
#include "ui/forms/secret_editor.h"
#include "ui/secrets/file_store_form.h"
#include "ui/secrets/infisical_form.h"
#include "ui/secrets/store_panel.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/status.h"

#include <QLineEdit>
#include <QStackedWidget>

namespace berth::ui {
namespace {

using engine::SecretStoreKind;

class StorePanelTest : public SecretsPageTest
{
protected:
    StorePanel *store()
    {
        return view()->store();
    }
    /// The masked fields that are visible, in their order.
    QList<SecretEditor *> fields()
    {
        QList<SecretEditor *> visible;
        for (auto *editor : store()->findChildren<SecretEditor *>()) {
            if (editor->isVisible()) {
                visible << editor;
            }
        }
        return visible;
    }
    QLineEdit *infisical(const char *key)
    {
        return store()->findChild<FormField *>(QString::fromLatin1(key))->findChild<QLineEdit *>();
    }
    void lock()
    {
        const base::Error error{base::ErrorCode::SecretStoreLocked, "locked", {}, {}};
        engine.changeSettings({{"secrets.store", "encrypted-file"}});
        engine.secretCommands().setStoreError(SecretStoreKind::EncryptedFile, error);
        engine.secretCommands().setProblem(error);
    }
};

TEST_F(StorePanelTest, TestsTheStoreThatIsUsed)
{
    fill();
    open("store");
    EXPECT_EQ(store()->shown(), SecretStoreKind::Keychain);
    EXPECT_EQ(store()->health()->text(), QStringLiteral("Ready"));
    engine.secretCommands().setStoreError(
        SecretStoreKind::Keychain,
        base::Error{base::ErrorCode::SecretStoreMissing, "No keyring is running.", {}, {}});
    button(QStringLiteral("Test store"))->click();
    EXPECT_EQ(store()->health()->text(), QStringLiteral("Not there"));
    EXPECT_EQ(engine.calls().back().name, "recheck") << "the status bar follows";
}

TEST_F(StorePanelTest, ALockedFileIsUnlockedFromTheBanner)
{
    lock();
    fill();
    ASSERT_TRUE(view()->storeBanner()->isVisible());
    EXPECT_EQ(view()->storeBanner()->title(), QStringLiteral("Encrypted file is locked"));
    button(QStringLiteral("Unlock"))->click();
    EXPECT_EQ(store()->health()->text(), QStringLiteral("Locked"));
    ASSERT_EQ(fields().size(), 1);
    EXPECT_TRUE(fields()[0]->lineEdit()->hasFocus());
    engine.secretCommands().failNext(
        base::Error{base::ErrorCode::Unauthorized, "The passphrase is wrong.", {}, {}});
    QTest::keyClicks(fields()[0]->lineEdit(), QStringLiteral("wrong"));
    QTest::keyClick(fields()[0]->lineEdit(), Qt::Key_Return);
    EXPECT_EQ(store()->health()->text(), QStringLiteral("Locked"));
    fields()[0]->setTyped(base::Secret("right"));
    engine.secretCommands().setStoreError(SecretStoreKind::EncryptedFile, std::nullopt);
    engine.secretCommands().setProblem(std::nullopt);
    QTest::keyClick(fields()[0]->lineEdit(), Qt::Key_Return);
    EXPECT_EQ(engine.secretCommands().lastValue(), base::Secret("right"));
    EXPECT_EQ(store()->health()->text(), QStringLiteral("Ready"));
    EXPECT_FALSE(view()->storeBanner()->isVisible());
    for (const SecretEditor *editor : fields()) {
        EXPECT_FALSE(editor->hasTyped()) << "no passphrase stays in a field";
    }
}

TEST_F(StorePanelTest, SetsUpTheFileOnceBothPassphrasesAgree)
{
    engine.secretCommands().setStoreError(
        SecretStoreKind::EncryptedFile,
        base::Error{base::ErrorCode::SecretStoreMissing, "none", {}, {}});
    fill();
    open("store");
    store()->showStore(SecretStoreKind::EncryptedFile);
    EXPECT_EQ(store()->health()->text(), QStringLiteral("Not set up"));
    EXPECT_FALSE(button(QStringLiteral("Use this store"))->isEnabled());
    ASSERT_EQ(fields().size(), 2);
    fields()[0]->setTyped(base::Secret("one"));
    fields()[1]->setTyped(base::Secret("other"));
    button(QStringLiteral("Set up"))->click();
    EXPECT_TRUE(calls().empty());
    fields()[1]->setTyped(base::Secret("one"));
    button(QStringLiteral("Set up"))->click();
    ASSERT_EQ(calls().size(), 1U);
    EXPECT_EQ(calls()[0].name, "setUp");
}

TEST_F(StorePanelTest, ChangesThePassphraseAndLocks)
{
    fill();
    open("store");
    store()->showStore(SecretStoreKind::EncryptedFile);
    ASSERT_EQ(fields().size(), 3);
    for (SecretEditor *editor : fields()) {
        editor->setTyped(base::Secret("word"));
    }
    button(QStringLiteral("Change"))->click();
    button(QStringLiteral("Lock now"))->click();
    ASSERT_EQ(calls().size(), 2U);
    EXPECT_EQ(calls()[0].name, "changePassphrase");
    EXPECT_EQ(calls()[1].name, "lock");
}

TEST_F(StorePanelTest, InfisicalIsSavedThenLoggedInThenTested)
{
    fill();
    open("store");
    store()->showStore(SecretStoreKind::Infisical);
    EXPECT_EQ(store()->health()->text(), QStringLiteral("Not set up"));
    infisical("secrets.infisical.url")->setText(QStringLiteral("https://secrets.example.org"));
    button(QStringLiteral("Save and test"))->click();
    EXPECT_TRUE(calls().empty()) << "the project is not named yet";
    infisical("secrets.infisical.project")->setText(QStringLiteral("project"));
    ASSERT_EQ(fields().size(), 2);
    fields()[0]->setTyped(base::Secret("id"));
    button(QStringLiteral("Save and test"))->click();
    EXPECT_TRUE(calls().empty()) << "id and secret belong together";
    fields()[1]->setTyped(base::Secret("secret"));
    button(QStringLiteral("Save and test"))->click();
    EXPECT_EQ(base::stringOr(engine.settings(), "secrets.infisical.url"),
              "https://secrets.example.org");
    EXPECT_EQ(base::toText(engine.settings()).find("\"secret\""), std::string::npos)
        << "no credential in the settings";
    ASSERT_EQ(calls().size(), 1U);
    EXPECT_EQ(calls()[0].name, "logIn");
    EXPECT_EQ(store()->health()->text(), QStringLiteral("Ready"));
    EXPECT_FALSE(fields()[1]->hasTyped());
}

TEST_F(StorePanelTest, ChoosingAnotherStoreOffersToMoveAlong)
{
    fill();
    open("store");
    store()->showStore(SecretStoreKind::EncryptedFile);
    button(QStringLiteral("Use this store"))->click();
    EXPECT_EQ(base::stringOr(engine.settings(), "secrets.store"), "encrypted-file");
    ASSERT_EQ(dialogs.asked.size(), 1U);
    EXPECT_EQ(dialogs.asked[0].title, QStringLiteral("Move 2 secrets along?"));
    ASSERT_EQ(calls().size(), 1U);
    EXPECT_EQ(calls()[0].name, "move");
    EXPECT_EQ(calls()[0].store, SecretStoreKind::EncryptedFile);
}

TEST_F(StorePanelTest, AStoreThatDoesNotAnswerSaysSoAndKeepsTheList)
{
    engine.changeSettings({{"secrets.store", "infisical"}});
    engine.secretCommands().setProblem(
        base::Error{base::ErrorCode::Unavailable, "It does not answer.", {}, {}});
    fill();
    EXPECT_EQ(view()->screens()->currentIndex(), SecretsView::Browse);
    EXPECT_EQ(view()->storeBanner()->title(), QStringLiteral("Infisical cannot be reached"));
}

} // namespace
} // namespace berth::ui
