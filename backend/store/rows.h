// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "store/store.h"

#include <QSqlQuery>
#include <QVariant>

namespace berth::store {

// The column lists below and the values and readers beside them agree in order. Readers answer
// StorageDamaged naming the row; they never quote its content, which a person may have mistyped
// a secret into.

inline constexpr const char *serverColumns =
    "id, name, description, docker_image_url, version, tags_json, status, is_public, "
    "env_schema_json, cmd_json, created_at, updated_at";
inline constexpr const char *instanceColumns =
    "id, name, description, server_spec_id, spec_json, slug, desired, state, reason, tools_json, "
    "created_at, updated_at, connection_id";
inline constexpr const char *connectionColumns = "id, config_json";
inline constexpr const char *groupColumns = "name, config_json";
inline constexpr const char *secretColumns = "key, store, changed_at, used_at";
inline constexpr const char *eventColumns = "event_id, type, occurred_at, subject_id, data_json";

/// InvalidArgument when the value could not be read back.
base::Result<QVariantList> toRow(const model::Server &server);
base::Result<QVariantList> toRow(const model::Instance &instance);
QVariantList toRow(const model::Connection &connection);
QVariantList toRow(const model::Group &group);
QVariantList toRow(const model::DomainEvent &event);
QVariantList toRow(const SecretRecord &record);

base::Result<model::Server> readServerRow(const QSqlQuery &query);
base::Result<model::Connection> readConnectionRow(const QSqlQuery &query);
base::Result<model::Group> readGroupRow(const QSqlQuery &query);
base::Result<model::Instance> readInstanceRow(const QSqlQuery &query);
SecretRecord readSecretRow(const QSqlQuery &query);
/// Expects the sequence before the event's columns.
base::Result<OutboxEntry> readOutboxRow(const QSqlQuery &query);

} // namespace berth::store
