// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "page_fixture.h"
#include "ui/forms/secret_editor.h"
#include "ui/secrets/import_panel.h"
#include "ui/secrets/orphans_panel.h"
#include "ui/secrets/secret_detail.h"
#include "ui/secrets/secret_list.h"
#include "ui/secrets/value_card.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/choices.h"
#include "ui/widgets/clipboard_guard.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QLayout>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QStackedWidget>
#include <QTableView>
#include <QTemporaryDir>

namespace berth::ui {
namespace {

/// Whether any widget shows the text or says it to a screen reader.
bool isSaidAnywhere(const QWidget &window, const QString &text)
{
    for (const QWidget *widget : window.findChildren<QWidget *>()) {
        const auto *label = qobject_cast<const QLabel *>(widget);
        const auto *edit = qobject_cast<const QLineEdit *>(widget);
        const bool shown = (label != nullptr && label->text().contains(text)) ||
                           (edit != nullptr && edit->displayText().contains(text));
        if (shown || widget->accessibleName().contains(text) ||
            widget->accessibleDescription().contains(text) || widget->toolTip().contains(text)) {
            return true;
        }
    }
    return false;
}

TEST_F(SecretsPageTest, LoadsThenIsEmptyThenListsAndCounts)
{
    EXPECT_EQ(view()->screens()->currentIndex(), SecretsView::Loading);
    engine.setReady();
    EXPECT_EQ(view()->screens()->currentIndex(), SecretsView::Empty);
    EXPECT_EQ(page.badge(), QString());
    engine.secretCommands().setEntries(test::sampleSecrets(clock.now()));
    open("secret:none");
    view()->hide();
    view()->setVisible(true);
    EXPECT_EQ(view()->screens()->currentIndex(), SecretsView::Browse);
    EXPECT_EQ(page.badge(), QStringLiteral("6"));
}

TEST_F(SecretsPageTest, SaysWhenNothingCanBeListed)
{
    engine.secretCommands().setFailure(
        base::Error{base::ErrorCode::Unavailable, "Not now.", {}, {}});
    engine.setReady();
    EXPECT_EQ(view()->screens()->currentIndex(), SecretsView::Failed);
    engine.secretCommands().setFailure(std::nullopt);
    engine.secretCommands().setEntries(test::sampleSecrets(clock.now()));
    button(QStringLiteral("Try again"))->click();
    EXPECT_EQ(view()->screens()->currentIndex(), SecretsView::Browse);
}

TEST_F(SecretsPageTest, FiltersBySearchAndTab)
{
    fill();
    view()->list()->setSearch(QStringLiteral("PGPASSWORD"));
    EXPECT_EQ(view()->list()->table()->model()->rowCount(), 1);
    view()->list()->setSearch({});
    view()->list()->tabs()->setCurrentIndex(2);
    EXPECT_EQ(view()->list()->table()->model()->rowCount(), 2);
}

TEST_F(SecretsPageTest, LinksToTheInstanceThatUsesIt)
{
    fill();
    open(token);
    button(QStringLiteral("github"))->click();
    ASSERT_EQ(navigator.visits.size(), 1U);
    EXPECT_EQ(navigator.visits[0].first, QStringLiteral("instances"));
    EXPECT_EQ(navigator.visits[0].second, QStringLiteral("instance:inst-github"));
}

TEST_F(SecretsPageTest, RotatesAndRestartsFromTheKeyboard)
{
    fill();
    open(token);
    view()->list()->table()->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_E, Qt::ControlModifier);
    ASSERT_TRUE(view()->detail()->value()->isEditing());
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("next one"));
    EXPECT_EQ(view()->detail()->value()->editor()->lineEdit()->echoMode(), QLineEdit::Password);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    ASSERT_EQ(calls().size(), 1U);
    EXPECT_EQ(calls()[0].name, "set");
    EXPECT_EQ(calls()[0].key, tokenKey);
    EXPECT_TRUE(calls()[0].restart);
    EXPECT_EQ(calls()[0].store, engine::SecretStoreKind::Keychain) << "it stays where it is";
    EXPECT_EQ(engine.secretCommands().lastValue(), base::Secret("next one"));
    EXPECT_FALSE(view()->detail()->value()->isEditing());
    EXPECT_FALSE(view()->detail()->value()->editor()->hasTyped()) << "forgotten once it is stored";
}

TEST_F(SecretsPageTest, RotatesAndLetsInstancesGoOn)
{
    fill();
    open(token);
    ValueCard *card = view()->detail()->value();
    card->startEdit();
    card->editor()->setTyped(base::Secret("next"));
    card->findChild<SegmentedControl *>()->setValue(false);
    button(QStringLiteral("Save"))->click();
    ASSERT_EQ(calls().size(), 1U);
    EXPECT_FALSE(calls()[0].restart);
}

TEST_F(SecretsPageTest, AMissingOneGoesToTheProfilesStore)
{
    fill();
    open("secret:mcp_instance_inst-pg_PGPASSWORD");
    ValueCard *card = view()->detail()->value();
    card->askReveal();
    EXPECT_TRUE(dialogs.asked.empty()) << "there is nothing to show";
    card->startEdit();
    card->editor()->setTyped(base::Secret("first"));
    button(QStringLiteral("Save"))->click();
    ASSERT_EQ(calls().size(), 1U);
    EXPECT_EQ(calls()[0].store, std::nullopt);
}

TEST_F(SecretsPageTest, ARefusedValueStaysInTheFieldWithTheReason)
{
    fill();
    open(token);
    ValueCard *card = view()->detail()->value();
    card->startEdit();
    card->editor()->setTyped(base::Secret(" blank"));
    engine.secretCommands().failNext(
        base::Error{base::ErrorCode::InvalidArgument, "Infisical cuts blanks off.", {}, {}});
    button(QStringLiteral("Save"))->click();
    EXPECT_TRUE(card->isEditing());
    EXPECT_TRUE(card->editor()->hasTyped());
    EXPECT_TRUE(isSaidAnywhere(window, QStringLiteral("Infisical cuts blanks off.")));
}

TEST_F(SecretsPageTest, RevealsAfterAQuestionAndHidesAgain)
{
    const QString value = QStringLiteral("marker-value-7");
    engine.secretCommands().setRevealed(base::Secret(value.toStdString()));
    fill();
    open(token);
    ValueCard *card = view()->detail()->value();
    card->setRevealSeconds(1);
    dialogs.answer = false;
    card->askReveal();
    EXPECT_TRUE(calls().empty());
    EXPECT_FALSE(isSaidAnywhere(window, value));
    dialogs.answer = true;
    card->askReveal();
    ASSERT_TRUE(card->isRevealed());
    EXPECT_TRUE(isSaidAnywhere(window, value));
    EXPECT_FALSE(window.windowTitle().contains(value));
    EXPECT_TRUE(QTest::qWaitFor([card] { return !card->isRevealed(); }, 10000));
    EXPECT_FALSE(isSaidAnywhere(window, value)) << "nothing is left of it";
}

TEST_F(SecretsPageTest, TheCardIsAsHighAsWhatItShows)
{
    engine.secretCommands().setRevealed(base::Secret("marker-value-9"));
    fill();
    open(token);
    ValueCard *card = view()->detail()->value();
    auto *stack = card->findChild<QStackedWidget *>();
    const auto unused = [stack] {
        return stack->height() - stack->currentWidget()->layout()->totalSizeHint().height();
    };
    EXPECT_TRUE(QTest::qWaitFor([&] { return unused() == 0; })) << "masked: " << unused();
    const int masked = stack->height();
    card->askReveal();
    EXPECT_TRUE(QTest::qWaitFor([&] { return unused() == 0; })) << "revealed: " << unused();
    EXPECT_LT(stack->height(), masked + 20);
    card->startEdit();
    EXPECT_TRUE(QTest::qWaitFor([&] { return unused() == 0; })) << "editing: " << unused();
}

TEST_F(SecretsPageTest, AnotherSecretAndEscapeHideTheValue)
{
    engine.secretCommands().setRevealed(base::Secret("marker-value-8"));
    fill();
    open(token);
    ValueCard *card = view()->detail()->value();
    card->askReveal();
    ASSERT_TRUE(card->isRevealed());
    open("secret:mcp_instance_inst-pg_PGPASSWORD");
    EXPECT_FALSE(card->isRevealed());
    open(token);
    card->askReveal();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    EXPECT_FALSE(card->isRevealed());
    card->askReveal();
    view()->hide();
    EXPECT_FALSE(card->isRevealed());
}

TEST(SecretClipboard, IsClearedWhenItStillHoldsTheValue)
{
    ClipboardGuard guard(std::chrono::milliseconds(20));
    QSignalSpy cleared(&guard, &ClipboardGuard::cleared);
    guard.copy(QStringLiteral("marker"));
    EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("marker"));
    ASSERT_TRUE(cleared.wait());
    EXPECT_EQ(QApplication::clipboard()->text(), QString());
}

TEST(SecretClipboard, KeepsWhatAPersonCopiedSince)
{
    {
        ClipboardGuard guard;
        guard.copy(QStringLiteral("marker"));
        QApplication::clipboard()->setText(QStringLiteral("own"));
    }
    EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("own"));
    {
        ClipboardGuard guard;
        guard.copy(QStringLiteral("marker"));
    }
    EXPECT_EQ(QApplication::clipboard()->text(), QString()) << "cleared when Berth ends";
}

TEST_F(SecretsPageTest, RemovesAfterAQuestionThatNamesTheUsers)
{
    fill();
    open(token);
    view()->list()->table()->setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Delete);
    ASSERT_EQ(dialogs.asked.size(), 1U);
    EXPECT_TRUE(dialogs.asked[0].text.contains(QStringLiteral("github")));
    ASSERT_EQ(calls().size(), 1U);
    EXPECT_EQ(calls()[0].name, "remove");
}

TEST_F(SecretsPageTest, MovesToAnotherStore)
{
    fill();
    open(token);
    view()->detail()->moveMenu()->actions().at(2)->trigger();
    ASSERT_EQ(calls().size(), 1U);
    EXPECT_EQ(calls()[0].name, "move");
    EXPECT_EQ(calls()[0].store, engine::SecretStoreKind::EncryptedFile);
}

TEST_F(SecretsPageTest, OffersTheRestartThatIsPending)
{
    fill();
    open("secret:mcp_instance_team/search_INDEX_KEY");
    button(QStringLiteral("Restart now"))->click();
    std::vector<std::string> restarted;
    for (const test::Call &call : engine.calls()) {
        if (call.name == "restart") {
            restarted.push_back(call.id);
        }
    }
    EXPECT_EQ(restarted, (std::vector<std::string>{"inst-fs", "inst-every"}))
        << "memory is stopped and needs none";
}

TEST_F(SecretsPageTest, SweepsTheUnusedOnesThatWereChosen)
{
    fill();
    EXPECT_TRUE(view()->orphanBanner()->isVisible());
    EXPECT_EQ(view()->orphanBanner()->title(), QStringLiteral("2 secrets are used by nobody"));
    button(QStringLiteral("Review"))->click();
    EXPECT_EQ(view()->orphans()->chosen().size(), 2U);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
    EXPECT_EQ(view()->orphans()->chosen().size(), 1U);
    button(QStringLiteral("Remove 1 secret"))->click();
    ASSERT_EQ(calls().size(), 1U);
    EXPECT_EQ(calls()[0].name, "sweep");
}

TEST_F(SecretsPageTest, ImportsNamesOnlyAndOffersToShred)
{
    QTemporaryDir folder;
    QFile file(folder.filePath(QStringLiteral(".env")));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write("A=marker-value-9\nB=2\n");
    file.close();
    files.path = file.fileName();
    fill();
    open("import");
    button(QStringLiteral("Choose a file"))->click();
    EXPECT_EQ(view()->importer()->names().join(QLatin1Char(' ')), QStringLiteral("A B"));
    EXPECT_FALSE(isSaidAnywhere(window, QStringLiteral("marker-value-9")));
    QComboBox *instances = view()->importer()->instances();
    instances->setCurrentIndex(instances->findText(QStringLiteral("memory")));
    button(QStringLiteral("Import 2 secrets"))->click();
    ASSERT_EQ(calls().size(), 1U);
    EXPECT_EQ(calls()[0].name, "import");
    EXPECT_EQ(calls()[0].key, "inst-memory");
    ASSERT_EQ(dialogs.asked.size(), 1U);
    EXPECT_EQ(dialogs.asked[0].title, QStringLiteral("Shred .env?"));
    EXPECT_FALSE(QFile::exists(files.path));
}

TEST_F(SecretsPageTest, EscapeLeavesAPanelForTheList)
{
    fill();
    open("import");
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    EXPECT_FALSE(view()->importer()->isVisible());
    EXPECT_TRUE(view()->detail()->isVisible());
    EXPECT_TRUE(view()->list()->table()->hasFocus());
}

} // namespace
} // namespace berth::ui
