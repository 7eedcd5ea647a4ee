// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/forms/humanise.h"

#include <QSet>
#include <QStringList>

namespace berth::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

/// Words that stay in capitals, as the words people read them as.
bool isAcronym(const QString &upper)
{
    static const QSet<QString> known = {
        u"API"_s, u"AWS"_s,  u"CA"_s,   u"CPU"_s,  u"CSV"_s,   u"DB"_s,   u"DNS"_s, u"FTP"_s,
        u"GB"_s,  u"GCP"_s,  u"HTML"_s, u"HTTP"_s, u"HTTPS"_s, u"ID"_s,   u"IP"_s,  u"JSON"_s,
        u"JWT"_s, u"KB"_s,   u"LLM"_s,  u"MB"_s,   u"MCP"_s,   u"PDF"_s,  u"RAM"_s, u"REST"_s,
        u"SDK"_s, u"SMTP"_s, u"SQL"_s,  u"SSE"_s,  u"SSH"_s,   u"SSL"_s,  u"TCP"_s, u"TLS"_s,
        u"TTL"_s, u"UDP"_s,  u"UI"_s,   u"URI"_s,  u"URL"_s,   u"UUID"_s, u"XML"_s, u"YAML"_s};
    return known.contains(upper);
}

/// Splits at '_', '-', '.' and where a lower-case letter meets a capital.
QStringList words(const QString &name)
{
    QStringList found;
    QString word;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const QChar c = name.at(i);
        const bool separator = c == u'_' || c == u'-' || c == u'.' || c.isSpace();
        const bool hump = i > 0 && c.isUpper() && name.at(i - 1).isLower();
        if ((separator || hump) && !word.isEmpty()) {
            found.append(word);
            word.clear();
        }
        if (!separator) {
            word.append(c);
        }
    }
    if (!word.isEmpty()) {
        found.append(word);
    }
    return found;
}

} // namespace

QString humanise(const QString &variableName)
{
    QStringList parts = words(variableName);
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const QString upper = parts.at(i).toUpper();
        if (isAcronym(upper)) {
            parts[i] = upper;
            continue;
        }
        QString lower = parts.at(i).toLower();
        if (i == 0) {
            lower[0] = lower.at(0).toUpper();
        }
        parts[i] = lower;
    }
    return parts.isEmpty() ? variableName : parts.join(u' ');
}

} // namespace berth::ui
