// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/traffic/call_detail.h"

#include "ui/theme/metrics.h"
#include "ui/theme/roles.h"
#include "ui/traffic/call_text.h"
#include "ui/widgets/json_view.h"
#include "ui/widgets/text_label.h"
#include "ui/widgets/when_finished.h"
#include "ui/widgets/wrapped_label.h"

#include <QVBoxLayout>

namespace berth::ui {

namespace {

/// Laid out when it is JSON; an event stream, or what was cut, stays as it came.
QString readable(const std::string &text)
{
    const auto parsed = base::parseJson(text);
    return QString::fromStdString(parsed ? base::toPrettyText(*parsed) : text);
}

} // namespace

CallDetail::CallDetail(engine::CallCommands &commands, QWidget *parent)
    : QWidget(parent)
    , m_commands(commands)
    , m_title(new TextLabel({}, TextRole::Section))
    , m_facts(new WrappedLabel({}, TextRole::Secondary, TextColor::Muted))
    , m_note(new WrappedLabel({}, TextRole::Secondary, TextColor::Muted))
    , m_said(new QWidget)
    , m_request(new JsonView(tr("Request")))
    , m_response(new JsonView(tr("Answer")))
{
    setGround(this, Ground::Background);
    auto *said = new QHBoxLayout(m_said);
    said->setContentsMargins({});
    said->setSpacing(metrics::space12);
    for (JsonView *view : {m_request, m_response}) {
        auto *column = new QVBoxLayout;
        column->setSpacing(metrics::space4);
        column->addWidget(new TextLabel(view->accessibleName(), TextRole::BodyStrong));
        column->addWidget(view, 1);
        said->addLayout(column, 1);
    }
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(metrics::space20, metrics::space12, metrics::space20,
                               metrics::space16);
    layout->setSpacing(metrics::space4);
    layout->addWidget(m_title);
    layout->addWidget(m_facts);
    layout->addWidget(m_note);
    layout->addWidget(m_said, 1);
    layout->addStretch();
    showNothing();
}

void CallDetail::showNothing()
{
    m_sequence = 0;
    m_title->setText(tr("No call is chosen"));
    m_facts->setWords({});
    m_note->setWords({});
    m_said->hide();
}

void CallDetail::showCall(const model::CallRecord &call)
{
    if (call.sequence == m_sequence) {
        return;
    }
    m_sequence = call.sequence;
    m_title->setText(CallText::methodAndTool(call));
    m_facts->setWords(
        tr("%1. By %2. First byte after %3, all of it after %4. %5 sent, %6 received. HTTP %7.")
            .arg(CallText::outcome(call), QString::fromStdString(call.client),
                 CallText::duration(call.toFirstByte), CallText::duration(call.duration),
                 CallText::size(call.requestBytes), CallText::size(call.responseBytes))
            .arg(call.httpStatus));
    m_said->hide();
    if (call.count > 1) {
        m_note->setWords(tr("%L1 calls that were alike, too fast to be told one by one. The times "
                            "are their averages, the sizes their sums.")
                             .arg(call.count));
        return;
    }
    if (!call.isRecorded) {
        m_note->setWords(tr("What was said was not recorded. Switch recording on to keep it from "
                            "now on, with secrets masked."));
        return;
    }
    m_note->setWords(tr("Reading what was said."));
    whenFinished(m_commands.callDetail(call.sequence), this,
                 [this, sequence = call.sequence](const base::Result<model::RecordedCall> &found) {
                     if (sequence == m_sequence) {
                         showSaid(found);
                     }
                 });
}

void CallDetail::showSaid(const base::Result<model::RecordedCall> &call)
{
    if (!call) {
        m_note->setWords(QString::fromStdString(call.error().message));
        return;
    }
    m_note->setWords(call->isCut ? tr("Long texts are kept up to their limit only.") : QString());
    m_request->setJson(readable(call->request));
    m_response->setJson(readable(call->response));
    m_said->show();
}

} // namespace berth::ui
