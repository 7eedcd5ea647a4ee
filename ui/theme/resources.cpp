// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/theme/resources.h"

#include <QtGlobal>

// The macro declares a function of the global namespace.
static void initBerthResources()
{
    Q_INIT_RESOURCE(berth);
}

namespace berth::ui {

void initResources()
{
    static const bool once = [] {
        initBerthResources();
        return true;
    }();
    Q_UNUSED(once)
}

} // namespace berth::ui
