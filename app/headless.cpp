// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "headless.h"

#include "data_dir.h"
#include "quit_signals.h"
#include "runtime.h"

#include <QCoreApplication>

#include <boost/asio/post.hpp>

#include <iostream>

namespace berth::app {

namespace {

void announce(const engine::Engine &engine, const Sandbox *sandbox)
{
    const engine::SystemSnapshot system = engine.system();
    base::Json line{
        {"ready", true}, {"api", "unix:" + system.apiSocket}, {"gateway", system.gatewayAddress}};
    if (!system.managerApi.summary.empty()) {
        line["manager_api"] = system.managerApi.summary;
    }
    if (sandbox != nullptr) {
        line["sandbox"] = sandbox->directory().string();
    }
    std::cout << base::toText(line) << std::endl; // flushed: somebody waits for it in a pipe
}

} // namespace

int runHeadless(int &argc, char **argv, const Options &options, Sandbox *sandbox)
{
    QCoreApplication application(argc, argv);
    QuitSignals signals;
    Runtime runtime(options.profile, bundledDataDir(), options.attached);
    if (options.managerApi) {
        runtime.orderManagerApi(*options.managerApi);
    }
    QObject::connect(&signals, &QuitSignals::quitRequested, &application,
                     [] { QCoreApplication::quit(); });
    QObject::connect(&runtime, &Runtime::started, &application, [&runtime, &options, sandbox] {
        net::asio::post(runtime.executor(),
                        [engine = runtime.engine(), sandbox] { announce(*engine, sandbox); });
        if (sandbox != nullptr) {
            startSandbox(runtime, *sandbox);
        }
        if (options.demo) {
            runtime.runDemo();
        }
    });
    QObject::connect(
        &runtime, &Runtime::failed, &application,
        [](const QString &message, const QString &details) {
            std::cerr << "berth: " << message.toStdString() << '\n';
            if (!details.isEmpty()) {
                std::cerr << details.toStdString() << '\n';
            }
            QCoreApplication::exit(1);
        },
        Qt::QueuedConnection);
    runtime.start();
    return QCoreApplication::exec();
}

} // namespace berth::app
