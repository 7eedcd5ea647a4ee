// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "store/row_export.h"

#include "store/database.h"
#include "store/to_variant.h"

#include <QSaveFile>

#include <algorithm>
#include <utility>

namespace berth::store {

using base::ErrorCode;
using base::fail;
using base::Status;

namespace {

constexpr int rowsPerPage = 200;

/// The file on its way. All but isComplete() and written() run on the store's thread.
class Export
{
public:
    Export(RowExport rows, const std::string &file, std::vector<std::int64_t> sequences)
        : m_rows(std::move(rows))
        , m_file(QString::fromStdString(file))
        , m_sequences(std::move(sequences))
    {
        std::sort(m_sequences.begin(), m_sequences.end());
        m_last = m_sequences.empty() ? 0 : m_sequences.front() - 1;
    }

    Status open()
    {
        const bool isOpen =
            m_file.open(QIODevice::WriteOnly) &&
            m_file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) &&
            write(m_rows.heading);
        return isOpen ? Status{} : failed();
    }

    Status writePage(Database &database)
    {
        auto rows = database.execute(m_rows.select, {toVariant(m_last), toVariant(rowsPerPage)});
        if (!rows) {
            return fail(rows.error());
        }
        int seen = 0;
        for (; rows->next(); ++seen) {
            m_last = rows->value(0).toLongLong();
            if (!isWanted(m_last)) {
                continue;
            }
            if (!write(m_rows.line(*rows))) {
                return failed();
            }
            ++m_written;
        }
        m_isComplete = seen < rowsPerPage || (!m_sequences.empty() && m_last >= m_sequences.back());
        return {};
    }

    Status commit()
    {
        return m_file.commit() ? Status{} : failed();
    }

    bool isComplete() const
    {
        return m_isComplete;
    }
    int written() const
    {
        return m_written;
    }

private:
    bool isWanted(std::int64_t sequence) const
    {
        return m_sequences.empty() ||
               std::binary_search(m_sequences.begin(), m_sequences.end(), sequence);
    }

    bool write(const std::string &text)
    {
        return m_file.write(text.data(), static_cast<qint64>(text.size())) ==
               static_cast<qint64>(text.size());
    }

    Status failed() const
    {
        return fail(ErrorCode::StorageFailed,
                    "The " + m_rows.what + " could not be written to " +
                        m_file.fileName().toStdString() + ".",
                    m_file.errorString().toStdString());
    }

    RowExport m_rows;
    QSaveFile m_file;
    std::vector<std::int64_t> m_sequences;
    std::int64_t m_last = 0; ///< sequence to go on after
    int m_written = 0;
    bool m_isComplete = false;
};

} // namespace

net::Task<int> exportRows(const std::unique_ptr<Database> &database, net::WorkerThread &thread,
                          RowExport rows, std::string file, std::vector<std::int64_t> sequences)
{
    const auto target = std::make_shared<Export>(std::move(rows), file, std::move(sequences));
    // Named, as everywhere here: g++ 12 destroys temporaries with captures of a co_await twice.
    auto open = [target] { return target->open(); };
    const auto opened = co_await thread.run(std::move(open));
    if (!opened) {
        co_return fail(opened.error());
    }
    // Page by page, so that writing to the store goes on meanwhile.
    while (!target->isComplete()) {
        auto write = [target, &database] { return target->writePage(*database); };
        const auto written = co_await thread.run(std::move(write));
        if (!written) {
            co_return fail(written.error());
        }
    }
    auto commit = [target] { return target->commit(); };
    const auto committed = co_await thread.run(std::move(commit));
    if (!committed) {
        co_return fail(committed.error());
    }
    co_return target->written();
}

} // namespace berth::store
