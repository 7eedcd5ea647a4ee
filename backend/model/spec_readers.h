// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "model/object_reader.h"

namespace berth::model {

/// The members of a json_spec of type docker. Unknown members of its objects go to `extra`.
DockerSpec readDockerSpec(ObjectReader &reader, base::Json &extra);
/// Its member "gateway"; the transport must have been read.
void readGatewayOptions(ObjectReader &reader, DockerSpec &spec, base::Json &extra);
/// The members of a json_spec of type url.
UrlSpec readUrlSpec(ObjectReader &reader, base::Json &extra);

/// The same as the public functions, with pointers that start at `pointer`.
JsonSpec readJsonSpecAt(const base::Json &json, std::string_view pointer, Violations &violations);
EnvSchema readEnvSchemaAt(const base::Json &json, std::string_view pointer, Violations &violations);

} // namespace berth::model
