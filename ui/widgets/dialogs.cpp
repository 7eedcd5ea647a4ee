// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/widgets/dialogs.h"

#include "ui/theme/metrics.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/icon_label.h"
#include "ui/widgets/text_label.h"

#include <QCoreApplication>
#include <QDialog>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace berth::ui {
namespace {

constexpr int dialogWidth = 420;

void addTexts(QVBoxLayout &layout, const ConfirmRequest &request)
{
    auto *title = new TextLabel(request.title, TextRole::DetailTitle);
    title->setWordWrap(true);
    layout.addWidget(title);
    auto *text = new TextLabel(request.text, TextRole::Body, TextColor::Muted);
    text->setWordWrap(true);
    layout.addWidget(text);
}

void addButtons(QVBoxLayout &layout, QDialog &dialog, const ConfirmRequest &request)
{
    auto *cancel = makeButton(QCoreApplication::translate("Dialogs", "Cancel"),
                              ButtonRole::Secondary, &dialog);
    auto *confirm =
        makeButton(request.confirmText,
                   request.destructive ? ButtonRole::Danger : ButtonRole::Primary, &dialog);
    auto *row = new QHBoxLayout;
    row->setSpacing(metrics::space8);
    row->addStretch(1);
    row->addWidget(cancel);
    row->addWidget(confirm);
    layout.addSpacing(metrics::space12);
    layout.addLayout(row);
    QPushButton *first = request.destructive ? cancel : confirm;
    first->setDefault(true);
    first->setFocus();
    QObject::connect(cancel, &QAbstractButton::clicked, &dialog, &QDialog::reject);
    QObject::connect(confirm, &QAbstractButton::clicked, &dialog, &QDialog::accept);
}

} // namespace

void WidgetDialogs::confirm(QWidget *parent, const ConfirmRequest &request,
                            std::function<void(bool)> answered)
{
    auto *dialog = new QDialog(parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setWindowTitle(request.title);
    dialog->setWindowModality(Qt::WindowModal);
    dialog->setFixedWidth(dialogWidth);
    setGround(dialog, Ground::Surface);
    auto *layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(metrics::space24, metrics::space24, metrics::space24,
                               metrics::space20);
    layout->setSpacing(metrics::space8);
    addTexts(*layout, request);
    addButtons(*layout, *dialog, request);
    QObject::connect(
        dialog, &QDialog::finished, dialog,
        [answer = std::move(answered)](int result) { answer(result == QDialog::Accepted); });
    dialog->open();
}

} // namespace berth::ui
