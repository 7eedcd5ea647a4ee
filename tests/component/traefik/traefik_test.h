// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/ids.h"
#include "component/redis/redis_test.h"
#include "engine/connection_desk.h"
#include "engine/engine.h"
#include "support/keyring/scratch_dir.h"
#include "unit/engine/fakes.h"

#include <filesystem>
#include <memory>
#include <string>

namespace berth::engine {

/// A whole engine that demands tokens, and a directory for Traefik's files.
class TraefikTest : public redis::RedisTest
{
protected:
    TraefikTest()
    {
        EXPECT_TRUE(m_profile.create());
        std::filesystem::create_directory(m_dir / "dynamic");
        start();
        change(base::Json{{"gateway.require_token", true}});
    }
    ~TraefikTest() override
    {
        end();
    }

    void start()
    {
        Engine::Parts parts;
        parts.executor = m_context.get_executor();
        parts.profile = m_profile;
        parts.store = store::Store::open(m_profile.database()).value();
        secrets::StoreChooser::Parts stores;
        stores.executor = m_context.get_executor();
        stores.keychain = std::make_unique<FakeSecretStore>();
        stores.encryptedFile = m_profile.dataDir() / "secrets.berth";
        parts.secretStore = std::make_unique<secrets::StoreChooser>(std::move(stores));
        m_engine = std::make_unique<Engine>(std::move(parts));
        EXPECT_TRUE(run(m_engine->start()));
    }
    /// In order; what is published stays.
    void end()
    {
        const auto shutDown = [this]() -> net::asio::awaitable<bool> {
            co_await m_engine->shutDown();
            co_return true;
        };
        test::runTask(m_context, shutDown());
        m_engine.reset();
    }

    void change(const base::Json &patch)
    {
        const auto changed = run(m_engine->changeSettings(patch));
        ASSERT_TRUE(changed) << changed.error().message;
    }
    /// An instance at an address, which runs or not.
    std::string create(const std::string &name, const std::string &endpoint = {})
    {
        model::InstanceDraft draft;
        draft.name = name;
        model::UrlSpec url;
        url.endpoint = endpoint.empty() ? "http://127.0.0.1:9/mcp" : endpoint;
        draft.spec.type = std::move(url);
        const auto id = run(m_engine->createInstance(std::move(draft), {}, !endpoint.empty()));
        EXPECT_TRUE(id) << id.error().message;
        return id.value_or("");
    }
    void attach(const test::RedisServer &redis, const std::string &name,
                model::ConnectionRole role = model::ConnectionRole::Console)
    {
        model::Connection connection;
        connection.id = base::newUuid();
        connection.name = name;
        connection.role = role;
        connection.url = redis.url();
        m_engine->connectionDesk().addTransient(std::move(connection), {});
    }

    test::ScratchDir m_dir;
    base::Profile m_profile = base::Profile::at(m_dir / "p");
    const std::filesystem::path m_file = m_dir / "dynamic/berth.yml";
    std::unique_ptr<Engine> m_engine;
};

} // namespace berth::engine
