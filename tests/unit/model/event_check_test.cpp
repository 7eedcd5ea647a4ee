// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "base/ids.h"
#include "model/event_check.h"
#include "model/events.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace berth::model {
namespace {

using base::Json;
using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::string> pointers(const char *type, const Json &data)
{
    std::vector<std::string> result;
    for (const Violation &violation : checkEvent(type, data)) {
        result.push_back(violation.pointer);
    }
    return result;
}

TEST(EventCheck, everyTemplateIsValid)
{
    EXPECT_EQ(eventTypes().size(), 10U);
    for (const char *type : eventTypes()) {
        EXPECT_THAT(pointers(type, eventTemplate(type, base::newUuid())), IsEmpty()) << type;
    }
}

TEST(EventCheck, takesWhatAgentAreaSends)
{
    EXPECT_THAT(pointers(event::instanceUpdated, Json::object()), IsEmpty());
    EXPECT_THAT(pointers(event::serverDeleted, Json::object()), IsEmpty());
    EXPECT_THAT(pointers(event::instanceDeleted, Json{{"instance_id", base::newUuid()}}),
                IsEmpty());
}

TEST(EventCheck, namesEveryFieldThatIsWrong)
{
    EXPECT_THAT(pointers(event::instanceDeleted, Json::object()), ElementsAre("/instance_id"));
    EXPECT_THAT(pointers(event::instanceCreated,
                         Json{{"instance_id", "seven"}, {"server_spec_id", 7}, {"name", ""}}),
                ElementsAre("/instance_id", "/name", "/server_spec_id", "/json_spec"));
    Json created = eventTemplate(event::instanceCreated, base::newUuid());
    created["json_spec"]["port"] = "eighty";
    EXPECT_THAT(pointers(event::instanceCreated, created), ElementsAre("/json_spec/port"));
    Json status = eventTemplate(event::instanceStatusChanged, base::newUuid());
    status["status"] = "splendid";
    status["url"] = 7;
    EXPECT_THAT(pointers(event::instanceStatusChanged, status), ElementsAre("/status", "/url"));
    EXPECT_THAT(
        pointers(event::instanceError, Json{{"instance_id", base::newUuid()}, {"name", "x"}}),
        ElementsAre("/error"));
}

TEST(EventCheck, refusesOtherTypesAndOtherThanObjects)
{
    EXPECT_THAT(pointers("mcp.server.ready", Json::object()), ElementsAre(""));
    EXPECT_THAT(pointers(event::instanceUpdated, Json::array()), ElementsAre(""));
}

} // namespace
} // namespace berth::model
