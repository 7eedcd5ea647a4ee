// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/language.h"

#include <QCoreApplication>
#include <QTranslator>

// The macro declares a function of the global namespace.
static void initBerthTranslations()
{
    Q_INIT_RESOURCE(translations);
}

namespace berth::ui {

void installLanguage(QCoreApplication &application)
{
    initBerthTranslations();
    auto *translator = new QTranslator(&application);
    const bool loaded = translator->load(QStringLiteral(":/berth/translations/berth_en.qm"));
    Q_ASSERT(loaded);
    Q_UNUSED(loaded)
    QCoreApplication::installTranslator(translator);
}

} // namespace berth::ui
