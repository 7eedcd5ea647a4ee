// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "support/ui/fake_secrets.h"

#include <QPromise>

namespace berth::test {

using engine::SecretEntry;
using engine::SecretState;
using engine::SecretStoreKind;

namespace {

template <typename T>
QFuture<T> finished(T value)
{
    QPromise<T> promise;
    promise.start();
    promise.addResult(std::move(value));
    promise.finish();
    return promise.future();
}

std::string firstOf(const std::vector<std::string> &keys)
{
    return keys.empty() ? std::string() : keys.front();
}

} // namespace

QFuture<base::Result<engine::SecretOverview>> FakeSecrets::overview()
{
    if (m_failure) {
        return finished(base::Result<engine::SecretOverview>(base::fail(*m_failure)));
    }
    return finished(base::Result<engine::SecretOverview>(m_overview));
}

QFuture<base::Result<int>> FakeSecrets::setSecret(std::string key, base::Secret value, bool restart,
                                                  std::optional<SecretStoreKind> store)
{
    m_lastValue = std::move(value);
    return answerCount({"set", std::move(key), restart, store}, restart ? 1 : 0);
}

QFuture<base::Status> FakeSecrets::removeSecret(std::string key)
{
    return answer({"remove", std::move(key), false, {}});
}

QFuture<base::Result<int>> FakeSecrets::moveSecrets(std::vector<std::string> keys,
                                                    SecretStoreKind to)
{
    return answerCount({"move", firstOf(keys), false, to}, static_cast<int>(keys.size()));
}

QFuture<base::Result<base::Secret>> FakeSecrets::revealSecret(std::string key)
{
    m_calls.push_back({"reveal", std::move(key), false, {}});
    if (m_nextError) {
        return finished(
            base::Result<base::Secret>(base::fail(*std::exchange(m_nextError, std::nullopt))));
    }
    return finished(base::Result<base::Secret>(m_revealed));
}

QFuture<base::Result<int>> FakeSecrets::sweepOrphans(std::vector<std::string> keys)
{
    return answerCount({"sweep", firstOf(keys), false, {}}, static_cast<int>(keys.size()));
}

QFuture<base::Result<engine::SecretImport>>
FakeSecrets::importEnv(base::Secret text, std::string instanceId,
                       std::optional<SecretStoreKind> store)
{
    m_lastValue = std::move(text);
    m_calls.push_back({"import", std::move(instanceId), false, store});
    if (m_nextError) {
        return finished(base::Result<engine::SecretImport>(
            base::fail(*std::exchange(m_nextError, std::nullopt))));
    }
    return finished(base::Result<engine::SecretImport>(engine::SecretImport{{"A", "B"}, {"B"}}));
}

QFuture<base::Status> FakeSecrets::checkStore(SecretStoreKind kind)
{
    const auto error = m_storeErrors.find(kind);
    return finished(error == m_storeErrors.end() ? base::Status()
                                                 : base::Status(base::fail(error->second)));
}

QFuture<base::Status> FakeSecrets::setUpFile(base::Secret passphrase)
{
    m_lastValue = std::move(passphrase);
    return answer({"setUp", {}, false, {}});
}

QFuture<base::Status> FakeSecrets::unlockFile(base::Secret passphrase)
{
    m_lastValue = std::move(passphrase);
    return answer({"unlock", {}, false, {}});
}

QFuture<base::Status> FakeSecrets::lockFile()
{
    return answer({"lock", {}, false, {}});
}

QFuture<base::Status> FakeSecrets::changePassphrase(base::Secret, base::Secret after)
{
    m_lastValue = std::move(after);
    return answer({"changePassphrase", {}, false, {}});
}

QFuture<base::Status> FakeSecrets::logInToInfisical(engine::InfisicalLogin login)
{
    m_lastValue = std::move(login.clientSecret);
    return answer({"logIn", login.clientId.expose(), false, {}});
}

void FakeSecrets::setStoreError(SecretStoreKind kind, std::optional<base::Error> error)
{
    m_storeErrors.erase(kind);
    if (error) {
        m_storeErrors.emplace(kind, std::move(*error));
    }
}

QFuture<base::Status> FakeSecrets::answer(SecretCall call)
{
    m_calls.push_back(std::move(call));
    base::Status status;
    if (m_nextError) {
        status = base::fail(*std::exchange(m_nextError, std::nullopt));
    }
    return finished(std::move(status));
}

QFuture<base::Result<int>> FakeSecrets::answerCount(SecretCall call, int count)
{
    m_calls.push_back(std::move(call));
    base::Result<int> result = count;
    if (m_nextError) {
        result = base::fail(*std::exchange(m_nextError, std::nullopt));
    }
    return finished(std::move(result));
}

std::vector<SecretEntry> sampleSecrets(base::Timestamp now)
{
    using namespace std::chrono_literals;
    const auto entry = [](std::string key, SecretState state,
                          std::vector<engine::SecretUser> users) {
        SecretEntry made;
        made.key = "mcp_instance_" + std::move(key);
        made.state = state;
        made.usedBy = std::move(users);
        return made;
    };
    const engine::SecretUser github{"inst-github", "github", "GITHUB_PERSONAL_ACCESS_TOKEN"};
    const engine::SecretUser filesystem{"inst-fs", "filesystem", "INDEX_KEY"};
    auto token = entry("inst-github_GITHUB_PERSONAL_ACCESS_TOKEN", SecretState::Present, {github});
    token.changedAt = now - 24h * 12;
    token.usedAt = now - 5h;
    auto shared = entry("team/search_INDEX_KEY", SecretState::Present,
                        {{"inst-every", "everything", "INDEX_KEY"},
                         filesystem,
                         {"inst-memory", "memory", "INDEX_KEY"}});
    shared.changedAt = now - 4min;
    shared.usedAt = now - 52h;
    shared.restartPending = true;
    auto notion = entry("inst-notion_HEADER_AUTHORIZATION", SecretState::Present,
                        {{"inst-notion", "notion", "Authorization"}});
    notion.store = SecretStoreKind::Infisical;
    notion.changedAt = now - 24h * 64;
    notion.usedAt = now - 24h * 11;
    auto password = entry("inst-pg_PGPASSWORD", SecretState::Missing,
                          {{"inst-pg", "postgres-prod", "PGPASSWORD"}});
    auto left =
        entry("0b8f6d52-7f4e-4a1c-9d0e-3a5b1c2d4e6f_SLACK_BOT_TOKEN", SecretState::Present, {});
    left.isOrphan = true;
    left.changedAt = now - 24h * 90;
    auto second = entry("0b8f6d52-7f4e-4a1c-9d0e-3a5b1c2d4e6f_SLACK_SIGNING_SECRET",
                        SecretState::Present, {});
    second.isOrphan = true;
    second.changedAt = now - 24h * 90;
    return {left, second, token, notion, password, shared};
}

} // namespace berth::test
