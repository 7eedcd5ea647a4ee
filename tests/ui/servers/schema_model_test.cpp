// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/servers/schema_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>

#include <gtest/gtest.h>

namespace berth::ui {
namespace {

model::EnvVariable named(const char *name)
{
    model::EnvVariable variable;
    variable.name = name;
    return variable;
}

QString order(const SchemaModel &model)
{
    QString names;
    for (const model::EnvVariable &variable : model.schema()) {
        names += QString::fromStdString(variable.name);
    }
    return names;
}

TEST(SchemaModel, AddsRemovesAndMovesRowByRow)
{
    SchemaModel model;
    const QAbstractItemModelTester tester(&model,
                                          QAbstractItemModelTester::FailureReportingMode::Fatal);
    model.setSchema({named("A"), named("B")});
    EXPECT_EQ(model.append(named("C")), 2);
    QSignalSpy moved(&model, &QAbstractItemModel::rowsMoved);
    EXPECT_TRUE(model.move(0, 1));
    EXPECT_EQ(order(model), QStringLiteral("BAC"));
    EXPECT_TRUE(model.move(2, -1));
    EXPECT_EQ(order(model), QStringLiteral("BCA"));
    EXPECT_FALSE(model.move(0, -1));
    EXPECT_FALSE(model.move(2, 1));
    EXPECT_EQ(moved.count(), 2);
    model.remove(1);
    EXPECT_EQ(order(model), QStringLiteral("BA"));
}

TEST(SchemaModel, TellsOnlyOfRealChanges)
{
    SchemaModel model;
    model.setSchema({named("A")});
    QSignalSpy changed(&model, &SchemaModel::schemaChanged);
    model.replace(0, named("A"));
    EXPECT_EQ(changed.count(), 0);
    model.replace(0, named("B"));
    EXPECT_EQ(changed.count(), 1);
}

} // namespace
} // namespace berth::ui
