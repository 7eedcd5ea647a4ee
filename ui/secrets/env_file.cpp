// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/secrets/env_file.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

namespace berth::ui {

using base::ErrorCode;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("berth::ui::EnvFile", text);
}

tl::unexpected<base::Error> unusable(const QString &text, const QString &path)
{
    return base::fail(ErrorCode::InvalidArgument, text.arg(path).toStdString());
}

/// Where a quoted value that begins at `from` ends; the end of the text where it does not.
std::size_t endOfQuoted(const std::string &text, std::size_t from)
{
    const char quote = text[from];
    for (std::size_t i = from + 1; i < text.size(); ++i) {
        if (text[i] == '\\' && quote == '"') {
            ++i;
        } else if (text[i] == quote) {
            return i;
        }
    }
    return text.size();
}

} // namespace

base::Result<base::Secret> EnvFile::read(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly)) {
        return unusable(tr("%1 cannot be read. Check its name and who may read it."), path);
    }
    if (file.size() > largest) {
        return unusable(tr("%1 is larger than 1 MB, so it is hardly a .env file."), path);
    }
    QByteArray bytes = file.readAll();
    const bool isText = !bytes.contains('\0');
    base::Secret text(bytes.toStdString());
    bytes.fill('\0');
    if (!isText) {
        return unusable(tr("%1 is no text."), path);
    }
    return text;
}

QStringList EnvFile::names(const base::Secret &secret)
{
    const std::string &text = secret.expose();
    QStringList found;
    std::size_t line = 0;
    while (line < text.size()) {
        const std::size_t lineEnd = std::min(text.find('\n', line), text.size());
        std::size_t next = lineEnd + 1;
        const std::size_t equals = text.find('=', line);
        if (text[line] != '#' && equals < lineEnd) {
            QString name = QString::fromStdString(text.substr(line, equals - line)).trimmed();
            if (name.startsWith(QLatin1String("export "))) {
                name = name.mid(7).trimmed();
            }
            static const QRegularExpression valid(QStringLiteral("^[A-Za-z_][A-Za-z0-9_.-]*$"));
            if (valid.match(name).hasMatch() && !found.contains(name)) {
                found << name;
            }
            const std::size_t value = text.find_first_not_of(" \t", equals + 1);
            if (value < lineEnd && (text[value] == '"' || text[value] == '\'')) {
                const std::size_t end = endOfQuoted(text, value);
                next = std::min(text.find('\n', end), text.size() - 1) + 1;
            }
        }
        line = next;
    }
    return found;
}

} // namespace berth::ui
