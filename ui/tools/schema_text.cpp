// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/tools/schema_text.h"

#include "ui/forms/humanise.h"

#include <QLocale>
#include <QStringList>

namespace berth::ui {

namespace {

QString sentence(QString text)
{
    text = text.trimmed();
    const bool ends = text.isEmpty() || text.endsWith(QLatin1Char('.')) ||
                      text.endsWith(QLatin1Char('?')) || text.endsWith(QLatin1Char(':'));
    return ends ? text : text + QLatin1Char('.');
}

QString number(double value)
{
    return QLocale::c().toString(value, 'g', QLocale::FloatingPointShortest);
}

QString range(const model::SchemaField &field)
{
    if (field.minimum && field.maximum) {
        return SchemaText::tr("From %1 to %2.").arg(number(*field.minimum), number(*field.maximum));
    }
    if (field.minimum) {
        return (field.exclusiveMinimum ? SchemaText::tr("More than %1.")
                                       : SchemaText::tr("At least %1."))
            .arg(number(*field.minimum));
    }
    if (field.maximum) {
        return (field.exclusiveMaximum ? SchemaText::tr("Less than %1.")
                                       : SchemaText::tr("At most %1."))
            .arg(number(*field.maximum));
    }
    return {};
}

QString shape(const model::SchemaField &field)
{
    if (field.kind == model::SchemaKind::Integer && !field.minimum && !field.maximum) {
        return SchemaText::tr("A whole number.");
    }
    if (field.kind == model::SchemaKind::Number && !field.minimum && !field.maximum) {
        return SchemaText::tr("A number.");
    }
    if (field.format == "date-time") {
        return SchemaText::tr("A time such as 2026-11-24T18:30:00Z.");
    }
    if (field.format == "date") {
        return SchemaText::tr("A date such as 2026-11-24.");
    }
    if (field.format == "uri" || field.format == "url") {
        return SchemaText::tr("An address such as https://example.org/.");
    }
    if (field.format == "email") {
        return SchemaText::tr("An e-mail address.");
    }
    if (!field.pattern.empty() && field.pattern.size() < 60) {
        return SchemaText::tr("Matches %1.").arg(QString::fromStdString(field.pattern));
    }
    return range(field);
}

} // namespace

QString SchemaText::hint(const model::SchemaField &field)
{
    QStringList parts;
    parts << sentence(QString::fromStdString(field.description));
    parts << shape(field);
    if (!field.obstacle.empty()) {
        parts << tr("Shown as JSON, since %1.").arg(QString::fromStdString(field.obstacle));
    }
    const bool isShort = field.defaultValue && !field.defaultValue->is_structured() &&
                         !field.defaultValue->is_null();
    if (isShort) {
        parts << tr("Default: %1.")
                     .arg(QString::fromStdString(model::textFromValue(*field.defaultValue)));
    }
    if (field.deprecated) {
        parts << tr("Deprecated.");
    }
    parts.removeAll(QString());
    return parts.join(QLatin1Char(' '));
}

QString SchemaText::label(const model::SchemaField &field, const std::string &name)
{
    return field.title.empty() ? humanise(QString::fromStdString(name))
                               : QString::fromStdString(field.title);
}

} // namespace berth::ui
