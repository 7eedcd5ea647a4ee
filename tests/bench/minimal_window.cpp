// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
//
// The least a Qt Widgets program can be: what Berth's start and memory are measured against.
#include <QApplication>
#include <QLabel>
#include <QMainWindow>

#include <cstdio>

namespace {

class Window final : public QMainWindow
{
protected:
    void paintEvent(QPaintEvent *event) override
    {
        QMainWindow::paintEvent(event);
        if (!m_painted) {
            m_painted = true;
            std::puts("painted");
            std::fflush(stdout);
        }
    }

private:
    bool m_painted = false;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    Window window;
    window.setCentralWidget(new QLabel(QStringLiteral("Berth is measured against this window.")));
    window.resize(1440, 900);
    window.show();
    return QApplication::exec();
}
