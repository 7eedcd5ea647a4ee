// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "engine/facade/engine_facade.h"

// The meta-object code of the facade's classes is generated into this file's target.
