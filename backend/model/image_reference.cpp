// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
// The grammar of github.com/distribution/reference, which Podman and Docker share.
#include "model/text_rules.h"
#include "model/violation_list.h"

#include <re2/re2.h>

namespace berth::model {

namespace {

constexpr std::size_t maxNameLength = 255;
constexpr const char *expectedImage =
    "[registry[:port]/]name[:tag][@digest], for example ghcr.io/org/server:1.2";

bool matches(std::string_view text, const RE2 &grammar)
{
    return RE2::FullMatch(re2::StringPiece(text.data(), text.size()), grammar);
}

bool isDomain(std::string_view text)
{
    static const RE2 grammar(
        "(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?"
        "(?:\\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\\[[0-9A-Fa-f:]+\\])(?::[0-9]{1,5})?",
        RE2::Quiet);
    return matches(text, grammar);
}

/// Whether the first part of a name is a registry and not a path component.
bool meansDomain(std::string_view first)
{
    return first.find_first_of(".:[") != std::string_view::npos || first == "localhost" ||
           asciiLower(first) != first;
}

std::string_view nameProblem(std::string_view name)
{
    static const RE2 component("[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*", RE2::Quiet);
    if (name.size() > maxNameLength) {
        return "is longer than 255 characters";
    }
    const std::size_t slash = name.find('/');
    if (slash != std::string_view::npos && meansDomain(name.substr(0, slash))) {
        if (!isDomain(name.substr(0, slash))) {
            return "has a registry that is no host name with an optional port";
        }
        name.remove_prefix(slash + 1);
    }
    while (true) {
        const std::size_t end = name.find('/');
        const std::string_view part = name.substr(0, end);
        if (part.empty()) {
            return "has an empty part between slashes";
        }
        if (!matches(part, component)) {
            return asciiLower(part) != part
                       ? "has upper-case letters in its name; names are lower case"
                       : "has a character in its name that is not allowed";
        }
        if (end == std::string_view::npos) {
            return {};
        }
        name.remove_prefix(end + 1);
    }
}

std::string_view imageProblem(std::string_view image)
{
    static const RE2 digest("[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}",
                            RE2::Quiet);
    static const RE2 tag("[0-9A-Za-z_][0-9A-Za-z_.-]{0,127}", RE2::Quiet);
    if (image.size() > 1024) {
        return "is longer than 1024 characters";
    }
    if (image.find("://") != std::string_view::npos) {
        return "is a URL; leave out the scheme";
    }
    if (const std::size_t at = image.find('@'); at != std::string_view::npos) {
        if (!matches(image.substr(at + 1), digest)) {
            return "has a digest that is not of the form sha256:<64 hex digits>";
        }
        image = image.substr(0, at);
    }
    const std::size_t colon = image.rfind(':');
    const std::size_t slash = image.rfind('/');
    if (colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash)) {
        if (!matches(image.substr(colon + 1), tag)) {
            return "has a tag that is not allowed";
        }
        image = image.substr(0, colon);
    }
    return nameProblem(image);
}

} // namespace

Violations checkImage(std::string_view image, std::string_view pointer)
{
    Violations violations;
    if (isBlank(image)) {
        addViolation(violations, pointer, "The image is missing.", "an empty text", expectedImage);
    } else if (const std::string_view problem = imageProblem(image); !problem.empty()) {
        addViolation(violations, pointer,
                     "The image reference " + describeText(image) + ' ' + std::string(problem) +
                         '.',
                     describeText(image), expectedImage);
    }
    return violations;
}

} // namespace berth::model
