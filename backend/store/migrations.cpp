// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "store/migrations.h"

namespace berth::store {

namespace {

// Times are RFC 3339 in UTC with microseconds; columns that end in _json hold JSON text.
// instances.server_spec_id is no foreign key on purpose: an instance that another manager
// announced may name a server that lives in that manager's database only (contract section 4.2).
Migration initial()
{
    return {1,
            {R"sql(CREATE TABLE servers (
                id TEXT PRIMARY KEY NOT NULL,
                name TEXT NOT NULL,
                description TEXT NOT NULL,
                docker_image_url TEXT NOT NULL,
                version TEXT NOT NULL,
                tags_json TEXT NOT NULL,
                status TEXT NOT NULL,
                is_public INTEGER NOT NULL CHECK (is_public IN (0, 1)),
                env_schema_json TEXT NOT NULL,
                cmd_json TEXT,
                created_at TEXT NOT NULL,
                updated_at TEXT NOT NULL
            ) STRICT)sql",
             R"sql(CREATE TABLE instances (
                id TEXT PRIMARY KEY NOT NULL,
                name TEXT NOT NULL,
                description TEXT NOT NULL,
                server_spec_id TEXT,
                spec_json TEXT NOT NULL,
                slug TEXT NOT NULL UNIQUE,
                desired TEXT NOT NULL,
                state TEXT NOT NULL,
                reason TEXT NOT NULL,
                tools_json TEXT NOT NULL,
                created_at TEXT NOT NULL,
                updated_at TEXT NOT NULL
            ) STRICT)sql",
             R"sql(CREATE TABLE outbox (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                event_id TEXT NOT NULL UNIQUE,
                type TEXT NOT NULL,
                occurred_at TEXT NOT NULL,
                subject_id TEXT NOT NULL,
                data_json TEXT NOT NULL,
                published_at TEXT
            ) STRICT)sql",
             "CREATE INDEX outbox_pending ON outbox (sequence) WHERE published_at IS NULL",
             R"sql(CREATE TABLE meta (
                key TEXT PRIMARY KEY NOT NULL,
                value TEXT NOT NULL
            ) STRICT, WITHOUT ROWID)sql"}};
}

/// Connections, the log of events, and what is known of secrets (never a value).
/// event_log.bytes is what came over the wire, secrets masked.
Migration connectionsAndLogs()
{
    return {2,
            {"ALTER TABLE instances ADD COLUMN connection_id TEXT NOT NULL DEFAULT ''",
             R"sql(CREATE TABLE connections (
                id TEXT PRIMARY KEY NOT NULL,
                config_json TEXT NOT NULL
            ) STRICT, WITHOUT ROWID)sql",
             R"sql(CREATE TABLE event_log (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                recorded_at TEXT NOT NULL,
                connection_id TEXT NOT NULL,
                direction TEXT NOT NULL,
                channel TEXT NOT NULL,
                form TEXT NOT NULL,
                event_id TEXT NOT NULL,
                type TEXT NOT NULL,
                occurred_at TEXT,
                subject_id TEXT NOT NULL,
                subject_name TEXT NOT NULL,
                summary TEXT NOT NULL,
                problem TEXT NOT NULL,
                bytes BLOB NOT NULL
            ) STRICT)sql",
             "CREATE INDEX event_log_time ON event_log (recorded_at)",
             R"sql(CREATE TABLE secrets (
                key TEXT PRIMARY KEY NOT NULL,
                store TEXT NOT NULL,
                changed_at TEXT,
                used_at TEXT
            ) STRICT, WITHOUT ROWID)sql"}};
}

/// event_log.decoded_json is the event as it was understood, secrets masked; NULL: it was not.
Migration decodedEvents()
{
    return {3,
            {"ALTER TABLE event_log ADD COLUMN size INTEGER NOT NULL DEFAULT 0",
             "ALTER TABLE event_log ADD COLUMN is_cut INTEGER NOT NULL DEFAULT 0",
             "ALTER TABLE event_log ADD COLUMN decoded_json TEXT"}};
}

/// Clients of the gateway, whose tokens are kept as hashes only, and the calls that went through
/// it. calls.request and calls.response are what was said, secrets masked; NULL: not recorded.
Migration clientsAndCalls()
{
    return {4,
            {R"sql(CREATE TABLE clients (
                id TEXT PRIMARY KEY NOT NULL,
                name TEXT NOT NULL,
                token_hash TEXT NOT NULL UNIQUE,
                limits_json TEXT NOT NULL,
                rate_limit INTEGER,
                created_at TEXT NOT NULL,
                last_used_at TEXT,
                revoked_at TEXT,
                calls INTEGER NOT NULL
            ) STRICT, WITHOUT ROWID)sql",
             R"sql(CREATE TABLE calls (
                sequence INTEGER PRIMARY KEY AUTOINCREMENT,
                started_at TEXT NOT NULL,
                instance_id TEXT NOT NULL,
                target TEXT NOT NULL,
                client_id TEXT NOT NULL,
                client TEXT NOT NULL,
                method TEXT NOT NULL,
                tool TEXT NOT NULL,
                first_byte_us INTEGER NOT NULL,
                duration_us INTEGER NOT NULL,
                request_bytes INTEGER NOT NULL,
                response_bytes INTEGER NOT NULL,
                http_status INTEGER NOT NULL,
                rpc_code INTEGER,
                outcome TEXT NOT NULL,
                is_recorded INTEGER NOT NULL CHECK (is_recorded IN (0, 1)),
                request BLOB,
                response BLOB,
                is_cut INTEGER NOT NULL CHECK (is_cut IN (0, 1))
            ) STRICT)sql",
             "CREATE INDEX calls_time ON calls (started_at)",
             "CREATE INDEX calls_instance ON calls (instance_id, sequence)",
             "CREATE INDEX calls_recorded ON calls (sequence) WHERE is_recorded = 1"}};
}

/// Groups of instances; "groups" is a word of SQL.
Migration instanceGroups()
{
    return {5, {R"sql(CREATE TABLE instance_groups (
                name TEXT PRIMARY KEY NOT NULL,
                config_json TEXT NOT NULL
            ) STRICT, WITHOUT ROWID)sql"}};
}

/// Both indexes took half of the time of writing a call down, for what is asked now and then and
/// found by a walk through the table, too.
Migration fewerIndexesOfCalls()
{
    return {6, {"DROP INDEX calls_time", "DROP INDEX calls_instance"}};
}

/// Calls alike that came in a flood are one row.
Migration countedCalls()
{
    return {7, {"ALTER TABLE calls ADD COLUMN count INTEGER NOT NULL DEFAULT 1"}};
}

} // namespace

std::span<const Migration> migrations()
{
    static const std::vector<Migration> all{
        initial(),        connectionsAndLogs(),  decodedEvents(), clientsAndCalls(),
        instanceGroups(), fewerIndexesOfCalls(), countedCalls()};
    return all;
}

} // namespace berth::store
