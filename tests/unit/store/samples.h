// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/ids.h"
#include "store/store.h"
#include "support/keyring/scratch_dir.h"
#include "support/process/run_task.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QStringList>

#include <boost/asio/io_context.hpp>

#include <stdexcept>
#include <string>

namespace berth::test {

inline base::Timestamp sampleTime(int seconds)
{
    return base::Timestamp(std::chrono::microseconds(1'790'000'000'123'456 + seconds * 1'000'000L));
}

inline model::Server sampleServer(const std::string &id)
{
    model::Server server;
    server.id = id;
    server.name = "filesystem";
    server.description = "Reads and writes files; \"quoted\", größer";
    server.dockerImageUrl = "docker.io/mcp/filesystem:1.0";
    server.tags = {"files", "local"};
    server.isPublic = true;
    server.cmd = std::vector<std::string>{"--root", "/data"};
    model::EnvVariable token;
    token.name = "API_TOKEN";
    token.secret = true;
    token.required = true;
    server.envSchema = {token};
    server.createdAt = sampleTime(1);
    server.updatedAt = sampleTime(2);
    return server;
}

inline model::Instance sampleInstance(const std::string &id, const std::string &slug)
{
    model::Instance instance;
    instance.id = id;
    instance.name = "My files";
    instance.description = "For work";
    instance.serverSpecId = "a-spec-of-another-manager";
    model::DockerSpec docker;
    docker.image = "docker.io/mcp/filesystem:1.0";
    docker.port = 8080;
    docker.environment = {{"MODE", "ro"}, {"API_TOKEN", "secret_ref:API_TOKEN"}};
    docker.resources.memoryLimit = "256m";
    instance.spec.type = docker;
    instance.slug = slug;
    instance.desired = model::DesiredState::Running;
    instance.state = model::InstanceState::Unhealthy;
    instance.reason = "It answered too slowly.";
    model::Tool tool;
    tool.name = "read_file";
    tool.description = "Reads a file";
    tool.inputSchema = {{"type", "object"}};
    instance.tools = {tool};
    instance.createdAt = sampleTime(3);
    instance.updatedAt = sampleTime(4);
    return instance;
}

inline model::DomainEvent sampleEvent(const std::string &subject,
                                      const char *type = model::event::instanceUpdated)
{
    model::DomainEvent event;
    event.eventId = base::newUuid();
    event.type = type;
    event.time = sampleTime(5);
    event.instanceId = subject;
    event.data = {{"instance_id", subject}, {"name", "My files"}};
    return event;
}

/// A store in a directory of its own, driven from the test's thread.
class StoreBench
{
public:
    StoreBench()
    {
        open();
    }

    void open()
    {
        m_store.reset();
        auto opened = store::Store::open(file());
        if (!opened) {
            throw std::runtime_error(opened.error().message + ' ' + opened.error().details);
        }
        m_store = std::move(*opened);
    }
    void close()
    {
        m_store.reset();
    }

    std::filesystem::path file() const
    {
        return m_dir / "berth.db";
    }
    store::Store &store()
    {
        return *m_store;
    }

    template <typename T>
    base::Result<T> run(net::Task<T> task)
    {
        return runTask(m_io, std::move(task));
    }

private:
    ScratchDir m_dir;
    boost::asio::io_context m_io{1};
    std::unique_ptr<store::Store> m_store;
};

/// Statements on a file behind the store's back.
inline void executeSql(const std::filesystem::path &file, const QStringList &statements)
{
    const QString name = QStringLiteral("behind the back");
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        database.setDatabaseName(QString::fromStdString(file.string()));
        bool done = database.open();
        QSqlQuery query(database);
        for (const QString &statement : statements) {
            done = done && query.exec(statement);
        }
        if (!done) {
            throw std::runtime_error("SQL behind the store's back failed.");
        }
    }
    QSqlDatabase::removeDatabase(name);
}

} // namespace berth::test
