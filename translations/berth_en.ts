<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en">
<context>
    <name>ClientText</name>
    <message numerus="yes">
        <source>%n call(s) a minute</source>
        <translation>
            <numerusform>%n call a minute</numerusform>
            <numerusform>%n calls a minute</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n call(s)</source>
        <translation>
            <numerusform>%n call</numerusform>
            <numerusform>%n calls</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::EventsView</name>
    <message numerus="yes">
        <source>%n connection(s) watch only</source>
        <translation>
            <numerusform>%n connection watches only</numerusform>
            <numerusform>%n connections watch only</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n event(s) were written to %1.</source>
        <translation>
            <numerusform>%n event was written to %1.</numerusform>
            <numerusform>%n events were written to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ConnectionText</name>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%n instance</numerusform>
            <numerusform>%n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its %n instance(s) are not shown here any more. They go on where they run; the Redis is not changed.</source>
        <translation>
            <numerusform>Its instance is not shown here any more. It goes on where it runs; the Redis is not changed.</numerusform>
            <numerusform>Its %n instances are not shown here any more. They go on where they run; the Redis is not changed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Groups</name>
    <message numerus="yes">
        <source>%n tool(s) · %1</source>
        <translation>
            <numerusform>%n tool · %1</numerusform>
            <numerusform>%n tools · %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::GroupTree</name>
    <message numerus="yes">
        <source>%n tool(s)</source>
        <translation>
            <numerusform>%n tool</numerusform>
            <numerusform>%n tools</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProductionQuestion</name>
    <message numerus="yes">
        <source>Start %n instance(s), also on %1?</source>
        <translation>
            <numerusform>Start %n instance, also on %1?</numerusform>
            <numerusform>Start %n instances, also on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Stop %n instance(s), also on %1?</source>
        <translation>
            <numerusform>Stop %n instance, also on %1?</numerusform>
            <numerusform>Stop %n instances, also on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Restart %n instance(s), also on %1?</source>
        <translation>
            <numerusform>Restart %n instance, also on %1?</numerusform>
            <numerusform>Restart %n instances, also on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n instance(s), also on %1?</source>
        <translation>
            <numerusform>Delete %n instance, also on %1?</numerusform>
            <numerusform>Delete %n instances, also on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Change %n instance(s), also on %1?</source>
        <translation>
            <numerusform>Change %n instance, also on %1?</numerusform>
            <numerusform>Change %n instances, also on %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %n instance(s)?</source>
        <translation>
            <numerusform>Delete %n instance?</numerusform>
            <numerusform>Delete %n instances?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::ConnectionDetail</name>
    <message numerus="yes">
        <source>%n instance(s)</source>
        <translation>
            <numerusform>%n instance</numerusform>
            <numerusform>%n instances</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n manager(s) alive</source>
        <translation>
            <numerusform>%n manager alive</numerusform>
            <numerusform>%n managers alive</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::ConnectionEditor</name>
    <message numerus="yes">
        <source>%n field(s) need attention</source>
        <translation>
            <numerusform>%n field needs attention</numerusform>
            <numerusform>%n fields need attention</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::ConnectionStatusRow</name>
    <message numerus="yes">
        <source>%n more connection(s)</source>
        <translation>
            <numerusform>%n more connection</numerusform>
            <numerusform>%n more connections</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::DetailPanel</name>
    <message numerus="yes">
        <source>%n instance(s) chosen</source>
        <translation>
            <numerusform>%n instance chosen</numerusform>
            <numerusform>%n instances chosen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::InstanceEditor</name>
    <message numerus="yes">
        <source>%n field(s) need attention</source>
        <translation>
            <numerusform>%n field needs attention</numerusform>
            <numerusform>%n fields need attention</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::LogView</name>
    <message numerus="yes">
        <source> … %n more character(s)</source>
        <translation>
            <numerusform> … %n more character</numerusform>
            <numerusform> … %n more characters</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::LogsTab</name>
    <message numerus="yes">
        <source>%n new line(s)</source>
        <translation>
            <numerusform>%n new line</numerusform>
            <numerusform>%n new lines</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::OverviewTab</name>
    <message numerus="yes">
        <source>%1 % of %n check(s)</source>
        <translation>
            <numerusform>%1 % of %n check</numerusform>
            <numerusform>%1 % of %n checks</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::ServerEditor</name>
    <message numerus="yes">
        <source>%n field(s) need attention</source>
        <translation>
            <numerusform>%n field needs attention</numerusform>
            <numerusform>%n fields need attention</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::StatusBar</name>
    <message numerus="yes">
        <source>, %n more</source>
        <translation>
            <numerusform>, %n more</numerusform>
            <numerusform>, %n more</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::SecretText</name>
    <message numerus="yes">
        <source>%1 and %n more</source>
        <translation>
            <numerusform>%1 and %n more</numerusform>
            <numerusform>%1 and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s) ago</source>
        <translation>
            <numerusform>%n day ago</numerusform>
            <numerusform>%n days ago</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::ValueCard</name>
    <message numerus="yes">
        <source>It is readable on the screen for %n second(s). See to it that nobody else looks, and that the screen is not shared.</source>
        <translation>
            <numerusform>It is readable on the screen for %n second. See to it that nobody else looks, and that the screen is not shared.</numerusform>
            <numerusform>It is readable on the screen for %n seconds. See to it that nobody else looks, and that the screen is not shared.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n instance(s) run with the old value and keep it until they start again.</source>
        <translation>
            <numerusform>%n instance runs with the old value and keeps it until it starts again.</numerusform>
            <numerusform>%n instances run with the old value and keep it until they start again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Saved. %n instance(s) restart with the new value.</source>
        <translation>
            <numerusform>Saved. %n instance restarts with the new value.</numerusform>
            <numerusform>Saved. %n instances restart with the new value.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::StorePanel</name>
    <message numerus="yes">
        <source>Move %n secret(s) along?</source>
        <translation>
            <numerusform>Move %n secret along?</numerusform>
            <numerusform>Move %n secrets along?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) moved to %1.</source>
        <translation>
            <numerusform>%n secret moved to %1.</numerusform>
            <numerusform>%n secrets moved to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::OrphansPanel</name>
    <message numerus="yes">
        <source>Remove %n secret(s)</source>
        <translation>
            <numerusform>Remove %n secret</numerusform>
            <numerusform>Remove %n secrets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Remove %n unused secret(s)?</source>
        <translation>
            <numerusform>Remove %n unused secret?</numerusform>
            <numerusform>Remove %n unused secrets?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) removed.</source>
        <translation>
            <numerusform>%n secret removed.</numerusform>
            <numerusform>%n secrets removed.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::ImportPanel</name>
    <message numerus="yes">
        <source>%n variable(s)</source>
        <translation>
            <numerusform>%n variable</numerusform>
            <numerusform>%n variables</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Import %n secret(s)</source>
        <translation>
            <numerusform>Import %n secret</numerusform>
            <numerusform>Import %n secrets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n secret(s) imported.</source>
        <translation>
            <numerusform>%n secret imported.</numerusform>
            <numerusform>%n secrets imported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 Of these, %n had a value before.</source>
        <translation>
            <numerusform>%1 Of these, %n had a value before.</numerusform>
            <numerusform>%1 Of these, %n had a value before.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Its %n value(s) are in the store now. The file is overwritten and removed. Copies in backups, snapshots or a version control stay, and a solid state disk may keep the old blocks for a while.</source>
        <translation>
            <numerusform>Its %n value is in the store now. The file is overwritten and removed. Copies in backups, snapshots or a version control stay, and a solid state disk may keep the old blocks for a while.</numerusform>
            <numerusform>Its %n values are in the store now. The file is overwritten and removed. Copies in backups, snapshots or a version control stay, and a solid state disk may keep the old blocks for a while.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::SecretsView</name>
    <message numerus="yes">
        <source>%n secret(s) are used by nobody</source>
        <translation>
            <numerusform>%n secret is used by nobody</numerusform>
            <numerusform>%n secrets are used by nobody</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::ToolPanel</name>
    <message numerus="yes">
        <source>%n value(s) do not fit what the tool asks for</source>
        <translation>
            <numerusform>%n value does not fit what the tool asks for</numerusform>
            <numerusform>%n values do not fit what the tool asks for</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>berth::ui::ListEditor</name>
    <message numerus="yes">
        <source>There are no more than %n entries here.</source>
        <translation>
            <numerusform>There is no more than %n entry here.</numerusform>
            <numerusform>There are no more than %n entries here.</numerusform>
        </translation>
    </message>
</context>
</TS>
