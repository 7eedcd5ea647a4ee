// SPDX-FileCopyrightText: 2026 The Berth authors
// SPDX-License-Identifier: Apache-2.0
#include "tools_fixture.h"
#include "ui/forms/value_editor.h"
#include "ui/tools/argument_field.h"
#include "ui/tools/argument_form.h"
#include "ui/tools/arguments_pane.h"
#include "ui/tools/container_editors.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSignalSpy>

namespace berth::ui {
namespace {

using namespace Qt::Literals::StringLiterals;

using base::Json;
using test::click;

constexpr const char *everything = R"({"type":"object","required":["query","where","mode","deep"],
  "properties":{
   "query":{"type":"string","minLength":2,"description":"What to look for"},
   "limit":{"type":"integer","default":10,"maximum":50},
   "where":{"type":"object","required":["lang"],"properties":{
      "lang":{"type":"string","default":"en"},"exact":{"type":"boolean"}}},
   "tags":{"type":"array","items":{"type":"string"},"maxItems":3},
   "mode":{"enum":["fast","deep"]},
   "target":{"anyOf":[{"type":"string"},{"type":"object","title":"Point","required":["x"],
      "properties":{"x":{"type":"number"}}}]},
   "note":{"type":["string","null"]},
   "labels":{"type":"object","additionalProperties":{"type":"integer"}},
   "any":{},
   "deep":{"type":"boolean"},
   "tree":{"$ref":"#/$defs/Tree"}},
  "$defs":{"Tree":{"type":"object","properties":{"name":{"type":"string"},
      "children":{"type":"array","items":{"$ref":"#/$defs/Tree"}}}}}})";

class ArgumentFormTest : public testing::Test
{
protected:
    ArgumentFormTest()
    {
        m_form.resize(700, 900);
        m_form.setSchema(Json::parse(everything));
        m_form.show();
    }

    ArgumentField *field(const char *name)
    {
        return m_form.findChild<ArgumentField *>(QString::fromUtf8(name));
    }
    void type(const char *name, const char *text)
    {
        auto *edit = field(name)->findChild<QLineEdit *>();
        ASSERT_NE(edit, nullptr) << name;
        edit->setText(QString::fromUtf8(text));
    }

    test::FixedFilePicker m_files;
    ArgumentForm m_form{m_files};
};

TEST_F(ArgumentFormTest, BeginsWithDefaultsAndRequiredParts)
{
    EXPECT_EQ(m_form.value(), Json::parse(R"({"limit":10,"where":{"lang":"en"},"deep":false})"));
}

TEST_F(ArgumentFormTest, PutsTogetherWhatWasTyped)
{
    type("query", "harbour");
    type("limit", "20");
    click(m_form, "Add Tags");
    click(m_form, "Add entry to Tags");
    click(m_form, "Add entry to Tags");
    auto lines = field("tags")->findChildren<QLineEdit *>();
    ASSERT_EQ(lines.size(), 2);
    lines[0]->setText(u"a"_s);
    lines[1]->setText(u"b"_s);
    EXPECT_EQ(m_form.value()["tags"], Json::parse(R"(["a","b"])"));
    click(*field("tags"), "Move down");
    EXPECT_EQ(m_form.value()["tags"], Json::parse(R"(["b","a"])"));
    click(*field("tags"), "Remove the entry");
    EXPECT_EQ(m_form.value()["tags"], Json::parse(R"(["a"])"));
    click(m_form, "Remove Tags");
    EXPECT_FALSE(m_form.value().contains("tags"));
    EXPECT_EQ(m_form.value()["query"], "harbour");
    EXPECT_EQ(m_form.value()["limit"], 20);
}

TEST_F(ArgumentFormTest, AVariantsValueWaitsWhileAnotherIsChosen)
{
    click(m_form, "Add Target");
    auto *target = field("target");
    target->findChild<QLineEdit *>()->setText(u"quay"_s);
    EXPECT_EQ(m_form.value()["target"], "quay");
    click(*target, "Point");
    EXPECT_EQ(m_form.value()["target"], Json::object());
    target->findChild<ArgumentField *>(u"x"_s)->findChild<QLineEdit *>()->setText(u"1.5"_s);
    EXPECT_EQ(m_form.value()["target"], Json::parse(R"({"x":1.5})"));
    click(*target, "Text");
    EXPECT_EQ(m_form.value()["target"], "quay");
    click(*target, "Point");
    EXPECT_EQ(m_form.value()["target"], Json::parse(R"({"x":1.5})"));
}

TEST_F(ArgumentFormTest, FurtherEntriesGetRowsOfTheirOwn)
{
    click(m_form, "Add Labels");
    auto *name = field("labels")->findChild<QLineEdit *>();
    name->setText(u"depth"_s);
    click(*field("labels"), "Add the entry");
    auto *depth = field("labels")->findChild<ArgumentField *>(u"depth"_s);
    ASSERT_NE(depth, nullptr);
    depth->findChild<QLineEdit *>()->setText(u"7"_s);
    EXPECT_EQ(m_form.value()["labels"], Json::parse(R"({"depth":7})"));
    click(*depth, "Remove depth");
    EXPECT_EQ(m_form.value()["labels"], Json::object());
}

TEST_F(ArgumentFormTest, NullIsAValueOfItsOwn)
{
    EXPECT_FALSE(m_form.value().contains("note"));
    click(m_form, "Set Note to null");
    EXPECT_EQ(m_form.value()["note"], nullptr);
    EXPECT_FALSE(field("note")->findChild<QLineEdit *>()->isEnabled());
    click(m_form, "Set Note to null");
    EXPECT_FALSE(m_form.value().contains("note"));
}

TEST_F(ArgumentFormTest, ARecursiveSchemaOpensStepByStep)
{
    click(m_form, "Add Tree");
    for (int depth = 0; depth < 8; ++depth) {
        for (const char *name : {"Add Children", "Add entry to Children"}) {
            test::press(test::lastNamed(m_form, name), name);
        }
    }
    Json value = m_form.value()["tree"];
    int depth = 0;
    while (value.contains("children")) {
        value = value["children"][0];
        ++depth;
    }
    EXPECT_EQ(depth, 8);
}

TEST_F(ArgumentFormTest, TakesAnyValueAndGivesItBackAsItWas)
{
    const Json odd = Json::parse(R"({"query":{"no":"text"},"limit":9007199254740993,"where":"here",
        "tags":{"not":"a list"},"mode":"other","target":[1],"note":"","labels":{"a":"b"},
        "any":[1,{"x":null}],"deep":"yes","tree":{"children":[{"name":"a"},5]},"extra":[true]})");
    m_form.setValue(odd);
    EXPECT_EQ(m_form.value(), odd) << base::toPrettyText(m_form.value());
    type("query", "changed");
    Json expected = odd;
    expected["query"] = "changed";
    EXPECT_EQ(m_form.value(), expected);
}

TEST_F(ArgumentFormTest, ATupleHasARowForEachPlace)
{
    m_form.setSchema(Json::parse(R"({"type":"object","properties":{"span":{"type":"array",
        "prefixItems":[{"type":"string","title":"From"},{"type":"integer"},{"type":"boolean"}],
        "items":false,"minItems":2}}})"));
    QApplication::processEvents(); // the new form is shown
    click(m_form, "Add Span");
    EXPECT_EQ(m_form.value(), Json::parse(R"({"span":[]})"));
    EXPECT_EQ(field("span")->findChildren<ArgumentField *>().size(), 3);
    EXPECT_EQ(test::buttonNamed(m_form, "Add entry to Span"), nullptr) << "there are no more";
    auto lines = field("span")->findChildren<QLineEdit *>();
    ASSERT_EQ(lines.size(), 2);
    lines[1]->setText(u"5"_s);
    EXPECT_EQ(m_form.value(), Json::parse(R"({"span":["",5]})"));
    lines[0]->setText(u"a"_s);
    EXPECT_EQ(m_form.value(), Json::parse(R"({"span":["a",5]})"));
    for (const char *text : {R"({"span":["a",5,true,"more"]})", R"({"span":[null]})"}) {
        m_form.setValue(Json::parse(text));
        EXPECT_EQ(m_form.value(), Json::parse(text));
    }
    EXPECT_FALSE(m_form.check(true).empty());
}

TEST_F(ArgumentFormTest, SaysWhatIsWrongUnderItsField)
{
    m_form.setValue(Json::parse(R"({"query":"x","where":{"lang":5},"mode":"fast","deep":true,
        "target":{"x":"one"},"limit":51})"));
    const auto violations = m_form.check(true);
    EXPECT_EQ(violations.size(), 4U);
    for (const char *name : {"query", "lang", "limit", "x"}) {
        EXPECT_TRUE(field(name)->hasError()) << name;
    }
    EXPECT_FALSE(field("mode")->hasError());
    EXPECT_TRUE(m_form.focusFirstInvalid());
    EXPECT_TRUE(field("query")->isAncestorOf(m_form.focusWidget()));
    type("query", "xy");
    m_form.check(true);
    EXPECT_FALSE(field("query")->hasError());
}

TEST_F(ArgumentFormTest, TextThatIsNoJsonStandsInTheWay)
{
    auto *text = field("any")->findChild<QPlainTextEdit *>();
    text->setPlainText(u"{broken"_s);
    const auto violations = m_form.check(true);
    EXPECT_TRUE(std::any_of(violations.begin(), violations.end(),
                            [](const auto &one) { return one.pointer == "/any"; }));
    EXPECT_TRUE(field("any")->hasError());
    text->setPlainText(u"{\"a\": 1}"_s);
    EXPECT_EQ(m_form.value()["any"], Json::parse(R"({"a":1})"));
}

class ArgumentsPaneTest : public testing::Test
{
protected:
    ArgumentsPaneTest()
    {
        m_pane.resize(900, 700);
        m_pane.setTool(Json::parse(everything), {});
        m_pane.show();
    }

    test::FixedFilePicker m_files;
    ArgumentsPane m_pane{m_files};
};

TEST_F(ArgumentsPaneTest, FormAndTextAreKeptInStep)
{
    auto *query = m_pane.findChild<ArgumentField *>(u"query"_s)->findChild<QLineEdit *>();
    query->setText(u"boats"_s);
    EXPECT_TRUE(m_pane.text().contains(u"\"query\": \"boats\""_s));
    m_pane.editor()->setPlainText(uR"({"query":"ships","unknown":[1]})"_s);
    EXPECT_EQ(query->text(), u"ships"_s);
    EXPECT_EQ(m_pane.text(), uR"({"query":"ships","unknown":[1]})"_s) << "the text stays as typed";
    query->setText(u"tugs"_s);
    EXPECT_EQ(*m_pane.arguments(), Json::parse(R"({"query":"tugs","unknown":[1]})"));
}

TEST_F(ArgumentsPaneTest, BrokenTextLosesNothing)
{
    auto *query = m_pane.findChild<ArgumentField *>(u"query"_s)->findChild<QLineEdit *>();
    query->setText(u"boats"_s);
    m_pane.editor()->setPlainText(u"{\n \"query\": "_s);
    EXPECT_FALSE(m_pane.form()->isEnabled());
    EXPECT_TRUE(m_pane.editor()->accessibleDescription().contains(u"line 2"_s));
    EXPECT_FALSE(m_pane.arguments());
    EXPECT_EQ(query->text(), u"boats"_s);
    click(m_pane, "Use the form");
    EXPECT_TRUE(m_pane.form()->isEnabled());
    EXPECT_EQ((*m_pane.arguments())["query"], "boats");
}

TEST_F(ArgumentsPaneTest, TabFollowsWhatIsOnTheScreen)
{
    m_pane.orderAfter(m_pane.editor());
    QWidget *first = m_pane.findChild<ArgumentField *>(u"query"_s)->findChild<QLineEdit *>();
    m_pane.activateWindow();
    first->setFocus();
    int before = -1;
    std::vector<QWidget *> stops;
    for (QWidget *at = first->nextInFocusChain(); at != first; at = at->nextInFocusChain()) {
        const bool stops_here = at->isVisible() && (at->focusPolicy() & Qt::TabFocus) != 0 &&
                                at->focusProxy() == nullptr && m_pane.form()->isAncestorOf(at);
        if (stops_here) {
            const int y = at->mapTo(m_pane.form(), QPoint(0, 0)).y();
            EXPECT_GE(y + 40, before) << at->accessibleName().toStdString();
            before = std::max(before, y);
            stops.push_back(at);
        }
    }
    EXPECT_GT(stops.size(), 8U);
}

} // namespace
} // namespace berth::ui
