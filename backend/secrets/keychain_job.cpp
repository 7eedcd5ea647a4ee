// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "secrets/keychain_job.h"

#include "secrets/handoff.h"

#include <QAbstractEventDispatcher>
#include <QLibrary>
#include <QObject>
#include <QThread>
#include <qt6keychain/keychain.h>

#include <fmt/format.h>

namespace berth::secrets {

namespace {

using base::ErrorCode;
using base::fail;

/// Delivers exactly once: an answer, or Unavailable when it is dropped without one, as happens to
/// events and connections of a QObject that goes.
class Reply
{
public:
    explicit Reply(std::shared_ptr<Handoff<KeychainAnswer>> handoff)
        : m_handoff(std::move(handoff))
    {}
    ~Reply()
    {
        m_handoff->deliver(
            fail(ErrorCode::Unavailable, "Berth is shutting down, so the keyring was not asked."));
    }
    Reply(const Reply &) = delete;
    Reply &operator=(const Reply &) = delete;

    void answer(KeychainAnswer answer)
    {
        m_handoff->deliver(std::move(answer));
    }

private:
    std::shared_ptr<Handoff<KeychainAnswer>> m_handoff;
};

KeychainAnswer::Kind kindOf(QKeychain::Error error)
{
    switch (error) {
    case QKeychain::NoError:
        return KeychainAnswer::Kind::Done;
    case QKeychain::EntryNotFound:
        return KeychainAnswer::Kind::NotFound;
    case QKeychain::NoBackendAvailable:
    case QKeychain::NotImplemented:
        return KeychainAnswer::Kind::NoBackend;
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser:
        return KeychainAnswer::Kind::Denied;
    case QKeychain::CouldNotDeleteEntry:
    case QKeychain::OtherError:
        break;
    }
    return KeychainAnswer::Kind::Failed;
}

KeychainAnswer toAnswer(const QKeychain::Job &job)
{
    KeychainAnswer answer;
    answer.kind = kindOf(job.error());
    answer.details = job.errorString().toStdString();
    if (const auto *read = qobject_cast<const QKeychain::ReadPasswordJob *>(&job)) {
        QByteArray data = read->binaryData();
        answer.value = base::Secret(data.toStdString());
    }
    return answer;
}

QKeychain::Job *makeJob(const KeychainRequest &request)
{
    const QString service = QString::fromStdString(request.service);
    switch (request.kind) {
    case KeychainRequest::Kind::Read:
        return new QKeychain::ReadPasswordJob(service);
    case KeychainRequest::Kind::Remove:
        return new QKeychain::DeletePasswordJob(service);
    case KeychainRequest::Kind::Write:
        break;
    }
    auto *job = new QKeychain::WritePasswordJob(service);
    job->setTextData(QString::fromStdString(request.value.expose()));
    return job;
}

/// Makes libsecret open a new session for the next call.
void forgetKeyring()
{
    QLibrary library(QStringLiteral("secret-1"), 0);
    using Disconnect = void (*)();
    if (const QFunctionPointer symbol = library.resolve("secret_service_disconnect")) {
        reinterpret_cast<Disconnect>(symbol)();
    }
}

/// On the Qt thread. The job has no parent and deletes itself: libsecret's pending call keeps a
/// bare pointer to it, so it must outlive `context` and whoever waits.
void startJob(QObject *context, const KeychainRequest &request, std::shared_ptr<Reply> reply)
{
    if (request.newKeyring) {
        forgetKeyring();
    }
    QKeychain::Job *job = makeJob(request);
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    job->setKey(QString::fromStdString(request.key));
    QObject::connect(
        job, &QKeychain::Job::finished, context,
        [reply = std::move(reply)](QKeychain::Job *done) { reply->answer(toAnswer(*done)); });
    job->start();
}

} // namespace

/// Guards the way to the context: while the lock is held the context does not go.
struct KeychainJobs::Gate
{
    std::mutex mutex;
    QObject *context = nullptr;
};

KeychainJobs::KeychainJobs(QObject *context)
    : m_gate(std::make_shared<Gate>())
{
    m_gate->context = context;
    QObject::connect(
        context, &QObject::destroyed, context,
        [gate = m_gate] {
            const std::lock_guard lock(gate->mutex);
            gate->context = nullptr;
        },
        Qt::DirectConnection);
    const QObject *dispatcher = QAbstractEventDispatcher::instance(context->thread());
    m_hasGlibLoop = dispatcher != nullptr && dispatcher->inherits("QEventDispatcherGlib");
}

net::Task<KeychainAnswer> KeychainJobs::run(KeychainRequest request,
                                            std::chrono::milliseconds timeout)
{
    auto handoff = std::make_shared<Handoff<KeychainAnswer>>();
    auto reply = std::make_shared<Reply>(handoff);
    const auto gate = m_gate;
    std::function<void()> start = [gate, reply = std::move(reply),
                                   request = std::move(request)]() mutable {
        const std::lock_guard lock(gate->mutex);
        if (gate->context == nullptr) {
            reply.reset();
            return;
        }
        QObject *context = gate->context;
        QMetaObject::invokeMethod(
            context,
            [context, reply = std::move(reply), request = std::move(request)] {
                startJob(context, request, reply);
            },
            Qt::QueuedConnection);
    };
    std::string late = fmt::format("The keyring did not answer within {} s. It may be waiting for "
                                   "its password in a window; unlock it and try again.",
                                   std::chrono::ceil<std::chrono::seconds>(timeout).count());
    co_return co_await handoff->wait(std::move(start), timeout, std::move(late));
}

} // namespace berth::secrets
