// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/json.h"
#include "base/result.h"
#include "model/server.h"
#include "model/validation.h"

#include <filesystem>
#include <string_view>

namespace berth::engine {

/// Well-known servers that come with Berth, to make definitions from (contract section 1.2).
class ServerTemplates
{
public:
    /// Reads the JSON array of templates in `file`. NotFound or InvalidArgument with what is wrong.
    static base::Result<ServerTemplates> load(const std::filesystem::path &file);

    /// `[{id, key, name, description, icon, docker_image, env_vars, capabilities}]`
    const base::Json &all() const
    {
        return m_templates;
    }
    /// Null for an unknown key.
    const base::Json *find(std::string_view key) const;
    /// A definition after the template, tagged with its key, not saved yet.
    static model::Validated<model::Server> makeServer(const base::Json &chosen, std::string name,
                                                      std::string description, std::string version);

private:
    explicit ServerTemplates(base::Json templates);

    base::Json m_templates;
};

} // namespace berth::engine
