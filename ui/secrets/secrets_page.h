// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/clock.h"
#include "ui/widgets/page.h"

#include <QPointer>

namespace berth::ui {

class FilePicker;
class SecretModel;
class SecretsView;

/// The rail's entry for secrets. Its badge is the number of secrets.
class SecretsPage final : public Page
{
    Q_OBJECT
public:
    static constexpr const char *pageId = "secrets";

    /// `clock` and `files` outlive the page. `instancesPageId`: where instances are shown.
    SecretsPage(const base::Clock &clock, FilePicker &files, QString instancesPageId,
                QObject *parent = nullptr);
    ~SecretsPage() override;

    QString id() const override
    {
        return QString::fromLatin1(pageId);
    }
    QString title() const override
    {
        return tr("Secrets");
    }
    Icon icon() const override
    {
        return Icon::Key;
    }
    void prepare(const PageContext &context) override;
    QWidget *createWidget(const PageContext &context, QWidget *parent) override;
    /// "secret:<key>", "store", "import" or "unused".
    void open(const QString &target) override;
    QString badge() const override;
    SecretsView *view() const;

private:
    const base::Clock &m_clock;
    FilePicker &m_files;
    QString m_instancesPageId;
    SecretModel *m_model = nullptr;
    QPointer<SecretsView> m_view;
};

} // namespace berth::ui
