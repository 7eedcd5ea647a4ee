// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

namespace berth::ui {

/// The last readings of one instance, oldest first, taken at an even pace so that the width of a
/// chart means time. Bounded.
class UsageHistory
{
public:
    static constexpr std::size_t capacity = 90;

    void add(double cpuCores, double memoryBytes)
    {
        push(m_cpu, cpuCores);
        push(m_memory, memoryBytes);
    }
    void clear()
    {
        m_cpu.clear();
        m_memory.clear();
    }

    const std::vector<double> &cpu() const
    {
        return m_cpu;
    }
    const std::vector<double> &memory() const
    {
        return m_memory;
    }

private:
    static void push(std::vector<double> &series, double value)
    {
        if (series.size() == capacity) {
            series.erase(series.begin());
        }
        series.push_back(value);
    }

    std::vector<double> m_cpu;
    std::vector<double> m_memory;
};

} // namespace berth::ui
